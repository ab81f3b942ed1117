import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import { readContextFiles } from './context-files.ts';
import { ContextTree, type DefinitionProblem } from './context-tree.ts';
import { type Definition, parseDefinition } from './definition.ts';
import {
  type AgentConfig,
  agentSchema,
  type ContextProfile,
  type DomainConfig,
  domainSchema,
  type MemoryConfig,
  memoryConfigSchema,
  type RouterConfig,
  routerSchema,
  type WorkflowConfig,
  workflowSchema,
} from './schemas.ts';

/** All definitions of a context tree. */
export interface Config {
  /** By the name in the file, as are workflows and domains; of two with the same name the last file counts. */
  readonly agents: ReadonlyMap<string, Definition<AgentConfig>>;
  readonly workflows: ReadonlyMap<string, Definition<WorkflowConfig>>;
  readonly domains: ReadonlyMap<string, Definition<DomainConfig>>;
  /** By the name of the agent. */
  readonly memoryConfigs: ReadonlyMap<string, Definition<MemoryConfig>>;
  readonly router: Definition<RouterConfig> | null;
  /** By file name, with its folder unless that is `agents`: as `context_files` names them. */
  readonly profiles: ReadonlyMap<string, Definition<ContextProfile>>;
  /** Bodies of all context files, by the same names. */
  readonly contextFiles: ReadonlyMap<string, string>;
  /** Files that the library would fail on. */
  readonly problems: readonly DefinitionProblem[];
}

export interface ConfigLoaderOptions {
  readonly storage: StorageBackend;
  /** Folder of the context tree in the store. Default: the store's root. */
  readonly contextDir?: string | undefined;
}

/**
 * Reads the definitions of agents, workflows, domains and the router.
 *
 * @example
 * const config = await new ConfigLoader({ storage, contextDir: 'context' }).load();
 * console.log([...config.workflows.keys()], config.problems);
 */
export class ConfigLoader {
  readonly #storage: StorageBackend;
  readonly #root: string;

  constructor({ storage, contextDir = '' }: ConfigLoaderOptions) {
    this.#storage = storage;
    this.#root = contextDir;
  }

  /** Reads the whole tree. A file that cannot be read is among the problems, and hides no other. */
  async load(options: CallOptions = {}): Promise<Config> {
    const tree = new ContextTree(this.#storage, this.#root, options);
    const routers = await tree.read(
      '',
      (name) => name === 'router.prompt.md',
      (key, text) => parseDefinition(routerSchema, key, text),
    );
    const agents = await tree.definitions('agents', '.prompt.md', agentSchema);
    const workflows = await tree.definitions('workflows', '.workflow.md', workflowSchema);
    const domains = await tree.definitions('domains', '.domain.md', domainSchema);
    const memories = await tree.definitions('agents', '.memory.md', memoryConfigSchema);
    const context = await readContextFiles(tree);
    return {
      agents: new Map(agents.map((agent) => [agent.config.name, agent])),
      workflows: new Map(workflows.map((workflow) => [workflow.config.name, workflow])),
      domains: new Map(domains.map((domain) => [domain.config.name, domain])),
      memoryConfigs: new Map(memories.map((memory) => [memory.config.agent, memory])),
      router: routers[0] ?? null,
      profiles: context.profiles,
      contextFiles: context.bodies,
      problems: tree.problems,
    };
  }
}
