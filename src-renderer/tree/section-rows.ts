import { folderOf } from '#shared/format/keys.ts';
import type { FileFacts, StoreSections } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { formatCount } from '../words/numbers.ts';
import { fileRows, messageRow, type View } from './content-rows.ts';
import type { SectionName, TreeItem } from './item.ts';
import { type Draft, rowId } from './rows.ts';

type Agent = StoreSections['agents'][number];

function head(store: StoreId, section: SectionName, label: string, total: number, expanded: boolean): Draft {
  return {
    id: rowId.section(store, section),
    parent: rowId.store(store),
    level: 2,
    depth: 0,
    expanded,
    kind: 'section',
    label,
    count: formatCount(total),
    item: { kind: 'section', store, section },
  };
}

/** A section with its rows; under a filter only what matches, and nothing where nothing does. */
function section(
  view: View,
  store: StoreId,
  name: SectionName,
  label: string,
  total: number,
  rows: (view: View, top: Draft) => Draft[],
): Draft[] {
  if (total === 0) return [];
  const expanded = view.isExpanded(rowId.section(store, name));
  const top = head(store, name, label, total, expanded || view.matches !== null);
  if (!view.matches) return expanded ? [top, ...rows(view, top)] : [top];
  const kept = rows(view, top);
  return kept.length === 0 ? [] : [top, ...kept];
}

function folder(
  view: View,
  parent: Draft,
  part: { name: string; label: string; icon: 'agent' | 'memory'; total: number; item: TreeItem },
  children: (view: View, top: Draft) => Draft[],
): Draft[] {
  const id = rowId.below(parent.id, part.icon, part.name);
  const expanded = view.isExpanded(id);
  const top: Draft = {
    id,
    parent: parent.id,
    level: parent.level + 1,
    depth: parent.depth + 1,
    expanded,
    kind: 'folder',
    label: part.label,
    icon: part.icon,
    count: formatCount(part.total),
    item: part.item,
  };
  if (!view.matches || view.matches(part.label))
    return [top, ...(expanded ? children({ ...view, matches: null }, top) : [])];
  const kept = children(view, top);
  return kept.length === 0 ? [] : [{ ...top, expanded: true }, ...kept];
}

function agentRows(view: View, store: StoreId, parent: Draft, agent: Agent): Draft[] {
  const total = (agent.prompt ? 1 : 0) + agent.memories.length + agent.otherFiles.length;
  const item: TreeItem = { kind: 'agent', store, agent: agent.name };
  return folder(
    view,
    parent,
    { name: agent.name, label: agent.name, icon: 'agent', total, item },
    (inner, top) => [
      ...(agent.prompt ? fileRows(inner, store, top, agent.prompt) : []),
      ...(agent.memories.length > 0
        ? folder(
            inner,
            top,
            {
              name: 'memories',
              label: 'Memories',
              icon: 'memory',
              total: agent.memories.length,
              item: { kind: 'memories', store, agent: agent.name },
            },
            (deeper, memories) => agent.memories.flatMap((file) => fileRows(deeper, store, memories, file)),
          )
        : []),
      ...agent.otherFiles.flatMap((file) => fileRows(inner, store, top, file)),
    ],
  );
}

function historyRow(
  view: View,
  store: StoreId,
  top: Draft,
  entry: StoreSections['history'][number],
): Draft[] {
  if (view.matches && !view.matches(entry.user)) return [];
  const item: TreeItem = { kind: 'history', store, key: entry.file.key, user: entry.user };
  const id = rowId.below(top.id, 'h', entry.file.key);
  const at = { id, parent: top.id, level: top.level + 1, depth: top.depth + 1, expanded: null };
  return [{ ...at, kind: 'file', label: entry.user, icon: 'messages', file: entry.file, item }];
}

/** Files of one name lie in several folders: the folder stands beside it. */
function contextRow(view: View, store: StoreId, top: Draft, file: FileFacts): Draft[] {
  const folder = folderOf(file.key);
  return fileRows(view, store, top, file).map((row) =>
    row.kind === 'file' && folder !== '' ? { ...row, note: folder } : row,
  );
}

/** Agents, workflows, history and context files of a store, where it has them. */
export function sectionRows(view: View, store: StoreId, sections: StoreSections): Draft[] {
  const { agents, workflows, history, contextFiles, problems } = sections;
  const storeHead = { id: rowId.store(store), level: 1, depth: -1 };
  return [
    ...section(view, store, 'agents', 'Agents', agents.length, (inner, top) =>
      agents.flatMap((agent) => agentRows(inner, store, top, agent)),
    ),
    ...section(view, store, 'workflows', 'Workflows', workflows.length, (inner, top) =>
      workflows.flatMap(({ file, problems: own }) =>
        fileRows(inner, store, top, file, own.join(' ') || undefined),
      ),
    ),
    ...section(view, store, 'history', 'History', history.length, (inner, top) =>
      history.flatMap((entry) => historyRow(inner, store, top, entry)),
    ),
    ...section(view, store, 'context', 'Context', contextFiles.length, (inner, top) =>
      contextFiles.flatMap((file) => contextRow(inner, store, top, file)),
    ),
    ...(view.matches
      ? []
      : problems.map(({ key, message }) => messageRow(storeHead, key, 'warning', `${key}: ${message}`))),
  ];
}
