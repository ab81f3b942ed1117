import { parseDefinition } from '#core/definitions/definition.ts';
import { workflowSchema } from '#core/definitions/schemas.ts';
import { WorkflowDAG } from '#core/definitions/workflow-dag.ts';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import type { WorkflowDefinitionFacts } from '#shared/model/session.ts';
import { decodeText } from '../documents/text.ts';

/** What the screen needs of a definition file: its nodes in the order in which they run, and what is wrong. */
export function describeDefinition(key: string, bytes: Uint8Array): WorkflowDefinitionFacts {
  try {
    const text = decodeText(bytes);
    if (text === null) throw new StoreError('NOT_TEXT', `${key} is not valid UTF-8.`, { where: key });
    const { config } = parseDefinition(workflowSchema, key, text);
    const workflow = new WorkflowDAG(config);
    const problems = workflow.validate();
    const order = problems.length === 0 ? workflow.topologicalOrder() : [...workflow.nodes.keys()];
    const nodes = order.flatMap((id) => {
      const node = workflow.nodes.get(id);
      if (!node) return [];
      return [{ id, agent: node.agent ?? null, handler: node.handler ?? null, next: [...node.next] }];
    });
    return { name: config.name, key, description: config.description, nodes, problems };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return damagedDefinition(key, error.message);
  }
}

/** A definition that could not be read, named after its file. */
export function damagedDefinition(key: string, problem: string): WorkflowDefinitionFacts {
  const name = baseName(key).replace(/\.workflow\.md$/, '');
  return { name, key, description: '', nodes: [], problems: [problem] };
}
