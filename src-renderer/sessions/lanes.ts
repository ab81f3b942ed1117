import type {
  FileFacts,
  SessionContents,
  WorkflowDefinitionFacts,
  WorkflowInSession,
} from '#shared/model/session.ts';

/** One node of a workflow as the overview shows it. */
export interface LaneNode {
  id: string;
  /** Who runs it, by the definition; null where that is not known. */
  runner: string | null;
  /** Nodes that come after it, by the definition. */
  next: readonly string[];
  scratch: FileFacts | null;
  summary: FileFacts | null;
  /** When it was last written, in ms; null where it has no files. */
  writtenAt: number | null;
}

/** A workflow with its nodes in order. */
export interface Lane {
  workflow: string;
  description: string;
  nodes: readonly LaneNode[];
  order: WorkflowInSession['order'];
  otherFiles: readonly FileFacts[];
}

function lastWritten(files: readonly (FileFacts | null)[]): number | null {
  const times = files.flatMap((file) => (file ? [file.modifiedAt] : []));
  return times.length > 0 ? Math.max(...times) : null;
}

/** A workflow's nodes: those that have files, and where a definition is known also those that have none yet. */
export function laneOf(workflow: WorkflowInSession, definition: WorkflowDefinitionFacts | undefined): Lane {
  const written = new Map(workflow.nodes.map((node) => [node.id, node]));
  const defined = new Map(definition?.nodes.map((node) => [node.id, node]));
  const ids = new Set([...defined.keys(), ...written.keys()]);
  const nodes = [...ids].map((id): LaneNode => {
    const { scratch = null, summary = null } = written.get(id) ?? {};
    const rule = defined.get(id);
    return {
      id,
      runner: rule?.agent ?? rule?.handler ?? null,
      next: rule?.next ?? [],
      scratch,
      summary,
      writtenAt: lastWritten([scratch, summary]),
    };
  });
  return {
    workflow: workflow.name,
    description: definition?.description ?? '',
    nodes: definition ? nodes : workflow.nodes.flatMap(({ id }) => nodes.filter((node) => node.id === id)),
    order: definition ? 'definition' : workflow.order,
    otherFiles: workflow.otherFiles,
  };
}

/** All workflows of a session. */
export function lanesOf(
  contents: SessionContents,
  definitions: readonly WorkflowDefinitionFacts[],
): readonly Lane[] {
  return contents.workflows.map((workflow) =>
    laneOf(
      workflow,
      definitions.find(({ name, nodes }) => name === workflow.name && nodes.length > 0),
    ),
  );
}

/** Every file of a session. */
export function filesOf(contents: SessionContents): FileFacts[] {
  const nodes = contents.workflows.flatMap((workflow) => [
    ...workflow.nodes.flatMap(({ scratch, summary }) => [scratch, summary]),
    ...workflow.otherFiles,
  ]);
  const all = [contents.record, contents.messages, ...nodes, ...contents.artifacts, ...contents.otherFiles];
  return all.filter((file) => file !== null);
}

/** Bytes of files together; those whose size the listing does not know count as none. */
export function totalSize(files: readonly FileFacts[]): number {
  return files.reduce((sum, { size }) => sum + Math.max(0, size), 0);
}

/** How a list of artifacts can be sorted. */
export type ArtifactOrder = 'name' | 'size' | 'time';

/** Artifacts in an order: names as they are listed, the largest first, the newest first. */
export function sortArtifacts(files: readonly FileFacts[], order: ArtifactOrder): readonly FileFacts[] {
  if (order === 'size') return files.toSorted((a, b) => b.size - a.size);
  if (order === 'time') return files.toSorted((a, b) => b.modifiedAt - a.modifiedAt);
  return files;
}
