import { StoreError } from '#shared/errors.ts';
import { compareKeys } from '#shared/format/keys.ts';
import type { WorkflowConfig, WorkflowNode } from './schemas.ts';

function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * A workflow as a graph: edges run from a node to those that its `next` names.
 *
 * @example
 * const config = await new ConfigLoader({ storage }).load();
 * const workflow = config.workflows.get('research_pipeline');
 * if (workflow) console.log(new WorkflowDAG(workflow.config).topologicalOrder());
 */
export class WorkflowDAG {
  readonly name: string;
  /** By id, in the order of the file; of nodes with the same id it is the last. */
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  readonly #config: WorkflowConfig;
  readonly #children = new Map<string, string[]>();
  readonly #parents = new Map<string, string[]>();

  constructor(config: WorkflowConfig) {
    this.#config = config;
    this.name = config.name;
    this.nodes = new Map(config.nodes.map((node) => [node.id, node]));
    for (const node of config.nodes) {
      for (const child of node.next) {
        addTo(this.#children, node.id, child);
        addTo(this.#parents, child, node.id);
      }
    }
  }

  /** Nodes that nobody's `next` names: the starts. Their inputs do not matter. */
  entryNodes(): string[] {
    return [...this.nodes.keys()].filter((id) => !this.#parents.has(id));
  }

  /** Nodes without a `next`: the ends. */
  terminalNodes(): string[] {
    return [...this.nodes.keys()].filter((id) => !this.#children.has(id));
  }

  /** Nodes that a node's `next` names, also such as do not exist. */
  successors(id: string): readonly string[] {
    return this.#children.get(id) ?? [];
  }

  /** Nodes whose `next` names this one. */
  predecessors(id: string): readonly string[] {
    return this.#parents.get(id) ?? [];
  }

  /**
   * All nodes, each after those before it; of nodes that could stand in the same place the alphabet decides.
   * Throws `INVALID` where there is a cycle, or an edge to a node that does not exist.
   */
  topologicalOrder(): string[] {
    const [unknown] = this.#unknownNodes();
    const order = this.#orderUpToCycle();
    if (order.length !== this.nodes.size)
      throw new StoreError('INVALID', `Workflow '${this.name}' contains a cycle`);
    if (unknown !== undefined) throw new StoreError('INVALID', unknown);
    return order;
  }

  /** Nodes that can run once those in `completed` have: all before them are done, they are not. Sorted. */
  readyNodes(completed: ReadonlySet<string>): string[] {
    return [...this.nodes.keys()]
      .filter((id) => !completed.has(id) && this.predecessors(id).every((parent) => completed.has(parent)))
      .sort(compareKeys);
  }

  /** What is wrong with the workflow, in the library's words; nothing if it can run. */
  validate(): string[] {
    const unknown = this.#unknownNodes();
    const cyclic = unknown.length === 0 && this.#orderUpToCycle().length !== this.nodes.size;
    return [
      ...unknown,
      ...(cyclic ? [`Workflow '${this.name}' contains a cycle`] : []),
      ...(this.entryNodes().length === 0
        ? ['Workflow has no entry nodes (all nodes have predecessors)']
        : []),
      ...this.#unknownForeach(),
    ];
  }

  #unknownNodes(): string[] {
    return this.#config.nodes.flatMap((node) =>
      node.next
        .filter((child) => !this.nodes.has(child))
        .map((child) => `Node '${node.id}' references unknown node '${child}'`),
    );
  }

  #unknownForeach(): string[] {
    return this.#config.nodes.flatMap(({ id, foreach }) => {
      const [source = ''] = (foreach ?? '').split('.');
      if (!foreach || this.nodes.has(source)) return [];
      return [`Node '${id}' foreach ref '${foreach}' references unknown node '${source}'`];
    });
  }

  /** Kahn's algorithm; nodes on a cycle, and those after one, are missing. */
  #orderUpToCycle(): string[] {
    const open = new Map([...this.nodes.keys()].map((id) => [id, 0]));
    for (const id of this.nodes.keys())
      for (const child of this.successors(id)) open.set(child, (open.get(child) ?? 0) + 1);
    const ready = [...this.nodes.keys()].filter((id) => open.get(id) === 0);
    const order: string[] = [];
    for (
      let next = ready.sort(compareKeys).shift();
      next !== undefined;
      next = ready.sort(compareKeys).shift()
    ) {
      order.push(next);
      for (const child of this.successors(next)) {
        const left = (open.get(child) ?? 0) - 1;
        open.set(child, left);
        if (left === 0 && this.nodes.has(child)) ready.push(child);
      }
    }
    return order;
  }
}
