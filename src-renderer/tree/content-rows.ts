import { baseName } from '#shared/format/keys.ts';
import type { FileFacts, SessionContents, WorkflowInSession } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { fileIcon } from '../shell/names.ts';
import { formatCount } from '../words/numbers.ts';
import { artifactTree, type Folder } from './artifact-tree.ts';
import { type Draft, rowId } from './rows.ts';

/** What unfolding and filtering decide while rows are made. */
export interface View {
  isExpanded: (id: string) => boolean;
  /** Null: no filter. Otherwise whether a text matches it. */
  matches: ((text: string) => boolean) | null;
}

type Context = View & { store: StoreId; session: string; root: string };

const place = (parent: Draft | { id: string; level: number; depth: number }) => ({
  parent: parent.id,
  level: parent.level + 1,
  depth: parent.depth + 1,
});

/** A row with what lies below it. Under a filter it shows what matches, and is unfolded for that. */
function branch(view: View, head: Draft, label: string, children: (view: View) => Draft[]): Draft[] {
  if (!view.matches || view.matches(label)) {
    const expanded = view.isExpanded(head.id);
    return [{ ...head, expanded }, ...(expanded ? children({ ...view, matches: null }) : [])];
  }
  const kept = children(view);
  return kept.length === 0 ? [] : [{ ...head, expanded: true }, ...kept];
}

function leaf(view: View, row: Draft, label: string): Draft[] {
  return !view.matches || view.matches(label) ? [row] : [];
}

function workflowRows(context: Context, top: Draft, workflow: WorkflowInSession): Draft[] {
  const { store, session } = context;
  const id = rowId.below(context.root, 'w', workflow.name);
  const head: Draft = {
    id,
    ...place(top),
    expanded: false,
    kind: 'folder',
    label: workflow.name,
    icon: 'workflow',
    count: formatCount(workflow.nodes.length),
    item: { kind: 'workflow', store, session, workflow: workflow.name },
  };
  return branch(context, head, workflow.name, (view) => [
    ...workflow.nodes.flatMap((node) =>
      leaf(
        view,
        {
          id: rowId.below(id, 'n', node.id),
          ...place(head),
          expanded: null,
          kind: 'node',
          store,
          node,
          item: {
            kind: 'node',
            store,
            session,
            workflow: workflow.name,
            node: node.id,
            scratch: node.scratch?.key ?? null,
            summary: node.summary?.key ?? null,
          },
        },
        node.id,
      ),
    ),
    ...workflow.otherFiles.flatMap((file) => fileRows(view, store, head, file)),
  ]);
}

/** A plain file beneath a row. */
export function fileRows(
  view: View,
  store: StoreId,
  parent: Draft,
  file: FileFacts,
  warning?: string,
): Draft[] {
  const label = baseName(file.key) || file.key;
  return leaf(
    view,
    {
      id: rowId.below(parent.id, 'f', file.key),
      ...place(parent),
      expanded: null,
      kind: 'file',
      label,
      icon: fileIcon(file.key),
      file,
      item: { kind: 'file', store, key: file.key },
      ...(warning ? { warning } : {}),
    },
    label,
  );
}

function artifactRows(context: Context, parent: Draft, folder: Folder, view: View): Draft[] {
  const { store, session } = context;
  return [
    ...folder.folders.flatMap((inner) => {
      const head: Draft = {
        id: rowId.below(context.root, 'a', `${inner.path}/`),
        ...place(parent),
        expanded: false,
        kind: 'folder',
        label: inner.name || '(no name)',
        icon: 'folder',
        count: formatCount(inner.total),
        item: { kind: 'artifact-folder', store, session, path: inner.path },
      };
      return branch(view, head, inner.name, (below) => artifactRows(context, head, inner, below));
    }),
    ...folder.files.flatMap(({ name, file, path }) =>
      leaf(
        view,
        {
          id: rowId.below(context.root, 'a', path),
          ...place(parent),
          expanded: null,
          kind: 'file',
          label: name || '(no name)',
          icon: fileIcon(file.key),
          file,
          item: { kind: 'artifact', store, session, name: path, key: file.key },
        },
        name,
      ),
    ),
  ];
}

function artifactsRows(context: Context, top: Draft, artifacts: readonly FileFacts[]): Draft[] {
  if (artifacts.length === 0) return [];
  const { store, session } = context;
  const head: Draft = {
    id: rowId.below(context.root, 'artifacts', ''),
    ...place(top),
    expanded: false,
    kind: 'folder',
    label: 'Artifacts',
    icon: 'artifact',
    count: formatCount(artifacts.length),
    item: { kind: 'artifacts', store, session },
  };
  const prefix = `sessions/${session}/artifacts/`;
  return branch(context, head, 'Artifacts', (view) =>
    artifactRows(context, head, artifactTree(artifacts, prefix), view),
  );
}

/** The rows below an unfolded session. */
export function contentRows(view: View, store: StoreId, top: Draft, contents: SessionContents): Draft[] {
  const session = contents.id;
  const context: Context = { ...view, store, session, root: top.id };
  const { messages, record } = contents;
  const own = { ...place(top), expanded: null } as const;
  const rows: Draft[] = [
    ...contents.workflows.flatMap((workflow) => workflowRows(context, top, workflow)),
    ...artifactsRows(context, top, contents.artifacts),
  ];
  if (messages) {
    const id = rowId.below(top.id, 'messages', '');
    const item = { kind: 'messages', store, session, key: messages.key } as const;
    rows.push(
      ...leaf(
        view,
        { id, ...own, kind: 'file', label: 'Messages', icon: 'messages', file: messages, item },
        'Messages',
      ),
    );
  }
  if (record) {
    const id = rowId.below(top.id, 'record', '');
    const item = { kind: 'record', store, session, key: record.key } as const;
    const problem = contents.facts.problem;
    const warning = problem ? { warning: problem } : {};
    rows.push(
      ...leaf(
        view,
        { id, ...own, kind: 'file', label: 'Record', icon: 'record', file: record, item, ...warning },
        'Record',
      ),
    );
  }
  rows.push(...contents.otherFiles.flatMap((file) => fileRows(view, store, top, file)));
  if (view.matches) return rows;
  for (const problem of contents.problems)
    rows.push(messageRow(top, problem.key, 'warning', `${baseName(problem.key)}: ${problem.message}`));
  if (contents.truncated)
    rows.push(messageRow(top, 'truncated', 'warning', 'This session holds more files than are listed here.'));
  if (rows.length === 0) rows.push(messageRow(top, 'empty', 'quiet', 'No files in this session'));
  return rows;
}

/** A sentence in the place of a row. */
export function messageRow(
  parent: Draft | { id: string; level: number; depth: number },
  name: string,
  tone: 'quiet' | 'warning' | 'error',
  text: string,
  action: Extract<Draft, { kind: 'message' }>['action'] = null,
): Draft {
  const id = rowId.below(parent.id, 'message', name);
  return { id, ...place(parent), expanded: null, kind: 'message', tone, text, action };
}
