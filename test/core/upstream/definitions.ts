import { expect } from 'vitest';
import type { Config } from '#core/definitions/config-loader.ts';
import type { AgentConfig, WorkflowConfig } from '#core/definitions/schemas.ts';
import { WorkflowDAG } from '#core/definitions/workflow-dag.ts';
import { isStoreError } from '#shared/errors.ts';

function workflowAnswer(config: WorkflowConfig, body: string): unknown {
  const dag = new WorkflowDAG(config);
  let order: string[] | null = null;
  let error: string | null = null;
  try {
    order = dag.topologicalOrder();
  } catch (raised) {
    expect(isStoreError(raised, 'INVALID')).toBe(true);
    error = 'ValueError';
  }
  return {
    description: config.description,
    trigger: config.trigger,
    callable: config.callable,
    body,
    validate: dag.validate(),
    entry_nodes: dag.entryNodes(),
    terminal_nodes: dag.terminalNodes(),
    topological_order: order,
    topological_order_error: error,
    nodes: config.nodes,
  };
}

function agentAnswer(config: AgentConfig, body: string): unknown {
  return {
    description: config.description,
    provider: config.provider,
    model: config.model,
    temperature: config.temperature,
    max_tokens: config.maxTokens,
    max_tool_rounds: config.maxToolRounds,
    tools: config.tools,
    context_files: config.contextFiles,
    body,
  };
}

/** All definitions in the words of expected.json. */
export function definitionAnswers(config: Config): unknown {
  const workflows = [...config.workflows].map(([name, workflow]) => [
    name,
    workflowAnswer(workflow.config, workflow.body),
  ]);
  const agents = [...config.agents].map(([name, agent]) => [name, agentAnswer(agent.config, agent.body)]);
  const memoryConfigs = [...config.memoryConfigs].map(([agent, { config: memory }]) => [
    agent,
    { retention: memory.retention, max_entries: memory.maxEntries },
  ]);
  const rules = config.router?.config.routingRules ?? [];
  return {
    workflows: Object.fromEntries(workflows),
    agents: Object.fromEntries(agents),
    domains: [...config.domains.keys()],
    profiles: [...config.profiles.keys()],
    memory_configs: Object.fromEntries(memoryConfigs),
    router_rules: rules.map((rule) => ({ if: rule.condition, routeTo: rule.routeTo })),
  };
}
