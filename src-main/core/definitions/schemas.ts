import { z } from 'zod';
import { isObject } from '#shared/format/objects.ts';
import {
  oneOrMore,
  optionalString,
  pythonBool,
  pythonFloat,
  pythonInt,
  pythonString,
  pythonStrings,
} from './python-types.ts';

/** Front matter of the definition files: same fields, defaults and leniency as the library's models. */

/** Names its keys as here; `names` gives each the names that files use, the first going before the others. */
function fields<T extends z.ZodType>(names: Readonly<Record<string, readonly string[]>>, shape: T) {
  return z.preprocess((value) => {
    if (!isObject(value)) return value;
    const renamed = Object.entries(names).flatMap(([name, inFiles]) => {
      const used = inFiles.find((key) => Object.hasOwn(value, key));
      return used === undefined ? [] : [[name, value[used]]];
    });
    return { ...value, ...Object.fromEntries(renamed) };
  }, shape);
}

/** `agents/*.prompt.md`. */
export const agentSchema = fields(
  {
    maxTokens: ['max_tokens'],
    maxToolRounds: ['max_tool_rounds'],
    contextFiles: ['context_files'],
  },
  z.object({
    name: pythonString,
    description: pythonString.default(''),
    provider: pythonString.default('anthropic'),
    model: pythonString.default('claude-sonnet-4-6'),
    temperature: pythonFloat.default(0.7),
    maxTokens: pythonInt.default(4096),
    maxToolRounds: pythonInt.default(6),
    tools: pythonStrings.default([]),
    contextFiles: pythonStrings.default([]),
  }),
);

const nodeSchema = z
  .object({
    id: pythonString,
    agent: optionalString,
    handler: optionalString,
    foreach: optionalString,
    next: oneOrMore.nullish().transform((next) => next ?? []),
    mode: pythonString.default('sync'),
    inputs: z.record(z.string(), pythonString, { error: 'it must map names to references' }).default({}),
  })
  .superRefine((node, context) => {
    const reason = bothOrNeither(node);
    if (reason !== null) context.addIssue({ code: 'custom', message: `Node '${node.id}': ${reason}` });
  });

function bothOrNeither(node: { agent: string | null; handler: string | null }): string | null {
  if (node.agent && node.handler) return "set either 'agent' or 'handler', not both";
  return node.agent || node.handler ? null : "must set 'agent' or 'handler'";
}

/** `workflows/*.workflow.md`. */
export const workflowSchema = z.object({
  name: pythonString,
  description: pythonString.default(''),
  trigger: pythonString.default('manual'),
  callable: pythonBool.default(false),
  nodes: z.array(nodeSchema, { error: 'it must be a list' }).default([]),
});

const ruleSchema = fields(
  { condition: ['if', 'condition'], routeTo: ['routeTo', 'route_to'] },
  z.object({ condition: pythonString, routeTo: pythonString }),
);

/** `router.prompt.md`. */
export const routerSchema = fields(
  { routingRules: ['routingRules', 'routing_rules'], llmFallback: ['llmFallback', 'llm_fallback'] },
  z.object({
    name: pythonString.default('router'),
    routingRules: z.array(ruleSchema, { error: 'it must be a list' }).default([]),
    fallback: pythonString.default('default'),
    llmFallback: pythonBool.default(true),
  }),
);

const includeSchema = fields(
  { condition: ['if', 'condition'] },
  z.object({ condition: pythonString, include: oneOrMore }),
);

/** `*.context.md` with `type: profile`. */
export const profileSchema = fields(
  { conditionalIncludes: ['conditionalIncludes', 'conditional_includes'] },
  z.object({
    includes: pythonStrings.default([]),
    conditionalIncludes: z.array(includeSchema, { error: 'it must be a list' }).default([]),
  }),
);

/** `domains/*.domain.md`. */
export const domainSchema = fields(
  {
    routerModel: ['routerModel', 'router_model'],
    routerTemperature: ['routerTemperature', 'router_temperature'],
    contextFiles: ['contextFiles', 'context_files'],
  },
  z.object({
    name: pythonString,
    description: pythonString.default(''),
    routerModel: pythonString.default('claude-sonnet-4-6'),
    routerTemperature: pythonFloat.default(0),
    agents: pythonStrings.default([]),
    workflows: pythonStrings.default([]),
    contextFiles: pythonStrings.default([]),
    fallback: pythonString.default(''),
  }),
);

/** `agents/*.memory.md`. */
export const memoryConfigSchema = fields(
  { maxEntries: ['max_entries'] },
  z.object({
    agent: pythonString,
    retention: pythonString.default('permanent'),
    maxEntries: pythonInt.default(100),
  }),
);

export type AgentConfig = z.output<typeof agentSchema>;
export type WorkflowConfig = z.output<typeof workflowSchema>;
export type WorkflowNode = WorkflowConfig['nodes'][number];
export type RouterConfig = z.output<typeof routerSchema>;
export type ContextProfile = z.output<typeof profileSchema>;
export type DomainConfig = z.output<typeof domainSchema>;
export type MemoryConfig = z.output<typeof memoryConfigSchema>;
