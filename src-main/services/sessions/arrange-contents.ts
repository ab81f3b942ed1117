import { compareKeys } from '#shared/format/keys.ts';
import { type NodePlace, placeOf } from '#shared/format/layout.ts';
import type {
  FileFacts,
  SessionContents,
  SessionFacts,
  WorkflowDefinitionFacts,
  WorkflowInSession,
  WorkflowNode,
} from '#shared/model/session.ts';
import type { Entry, ListingProblem } from '#storage/backend.ts';

/** What is known of a session before it is put in order. */
export interface SessionFiles {
  readonly id: string;
  readonly facts: SessionFacts;
  readonly files: readonly Entry[];
  readonly problems: readonly ListingProblem[];
  readonly truncated: boolean;
  readonly definitions: readonly WorkflowDefinitionFacts[];
}

interface NodeFiles {
  scratch: FileFacts | null;
  summary: FileFacts | null;
}

/** Puts every file of a session in its place; none is left out. */
export function arrangeContents(session: SessionFiles): SessionContents {
  const workflows = new Map<string, Map<string, NodeFiles>>();
  const contents: SessionContents = {
    id: session.id,
    facts: session.facts,
    record: null,
    messages: null,
    workflows: [],
    artifacts: [],
    otherFiles: [],
    problems: session.problems.map((problem) => ({ ...problem })),
    truncated: session.truncated,
  };
  const loose = new Map<string, FileFacts[]>();
  for (const file of [...session.files].sort((a, b) => compareKeys(a.key, b.key))) {
    const place = placeOf(file.key);
    if (place.kind === 'record') contents.record = file;
    else if (place.kind === 'messages') contents.messages = file;
    else if (place.kind === 'artifact') contents.artifacts.push(file);
    else if (place.kind === 'scratch' || place.kind === 'summary') addToNode(workflows, place, file);
    else {
      const folder = file.key.slice(`sessions/${session.id}/`.length, file.key.lastIndexOf('/'));
      loose.set(folder, [...(loose.get(folder) ?? []), file]);
    }
  }
  for (const [name, nodes] of workflows) {
    const definition = session.definitions.find((candidate) => candidate.name === name);
    contents.workflows.push({ ...inOrder(name, nodes, definition), otherFiles: loose.get(name) ?? [] });
    loose.delete(name);
  }
  contents.otherFiles = [...loose.values()].flat();
  return contents;
}

function addToNode(workflows: Map<string, Map<string, NodeFiles>>, place: NodePlace, file: FileFacts): void {
  const nodes = workflows.get(place.workflow) ?? new Map<string, NodeFiles>();
  workflows.set(place.workflow, nodes);
  const node = nodes.get(place.node) ?? { scratch: null, summary: null };
  nodes.set(place.node, node);
  node[place.kind] = file;
}

/** Workflow order where a definition is known (what it does not name comes after), else by time. */
function inOrder(
  name: string,
  nodes: ReadonlyMap<string, NodeFiles>,
  definition: WorkflowDefinitionFacts | undefined,
): Omit<WorkflowInSession, 'otherFiles'> {
  const positions = new Map(definition?.nodes.map(({ id }, index) => [id, index]));
  const rows: WorkflowNode[] = [...nodes].map(([id, files]) => ({
    id,
    ...files,
    defined: positions.has(id),
  }));
  const position = ({ id }: WorkflowNode) => positions.get(id) ?? Number.POSITIVE_INFINITY;
  rows.sort(
    (a, b) =>
      compare(position(a), position(b)) || compare(firstWritten(a), firstWritten(b)) || natural(a.id, b.id),
  );
  return { name, nodes: rows, order: definition ? 'definition' : 'time' };
}

function firstWritten({ scratch, summary }: WorkflowNode): number {
  return Math.min(
    scratch?.modifiedAt ?? Number.POSITIVE_INFINITY,
    summary?.modifiedAt ?? Number.POSITIVE_INFINITY,
  );
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

const collator = new Intl.Collator('en', { numeric: true });

/** `step-2` before `step-10`, for nodes that one run wrote in the same instant. */
function natural(a: string, b: string): number {
  return collator.compare(a, b) || compareKeys(a, b);
}
