import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The store that the Python library wrote, and what it answers about it. */
export const fixture = fileURLToPath(new URL('../../fixtures/upstream-store/', import.meta.url));

const text = z.string();
const maybe = text.nullable();
const loaded = z.strictObject({ chars: z.int(), sha256: text });

const session = z.strictObject({
  case: text,
  get: z.record(text, z.json()).nullable(),
  get_json: maybe,
  get_error: maybe,
  list_artifacts: z.array(text),
  artifacts: z.record(
    text,
    z.strictObject({ bytes: z.int(), load: loaded.nullable(), load_error: maybe, load_json_error: maybe }),
  ),
  pads: z.array(
    z.strictObject({ workflow: text, node: text, scratch: loaded.nullable(), summary: loaded.nullable() }),
  ),
  summary_files: z.array(text),
  summary_order_portable: z.boolean(),
  session_notes: maybe,
  session_notes_error: maybe,
  object_store: z.strictObject({
    list_artifacts: z.array(text),
    session_notes: maybe,
    session_notes_error: maybe,
  }),
  update_status_completed: z.strictObject({ path: maybe, text: maybe, error: maybe }),
});

const workflow = z.strictObject({
  description: text,
  trigger: text,
  callable: z.boolean(),
  body: text,
  validate: z.array(text),
  entry_nodes: z.array(text),
  terminal_nodes: z.array(text),
  topological_order: z.array(text).nullable(),
  topological_order_error: maybe,
  nodes: z.array(z.json()),
});

const schema = z.strictObject({
  about: text,
  agentflow: text,
  python: text,
  list_sessions: z.array(text),
  sessions: z.record(text, session),
  memory: z.record(
    text,
    z.strictObject({
      list_entries: z.array(text),
      bodies: z.record(text, text),
      search: z.record(text, z.array(text)),
    }),
  ),
  config: z.strictObject({
    workflows: z.record(text, workflow),
    agents: z.record(text, z.json()),
    domains: z.array(text),
    profiles: z.array(text),
    memory_configs: z.record(text, z.json()),
    router_rules: z.array(z.json()),
  }),
  files: z.record(text, z.strictObject({ bytes: z.int(), sha256: text })),
});

export type ExpectedSession = z.output<typeof session>;
export type ExpectedAnswer = ExpectedSession['artifacts'][string]['load'];

type Steps = readonly (string | number)[];

/** Every value of a JSON tree that has nothing below it, as a path. */
function leavesOf(value: unknown, path: Steps = []): string[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [JSON.stringify(path)];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** What the library answered, and a record of which answers nobody has compared yet. */
export class Expected {
  readonly answers = schema.parse(JSON.parse(readFileSync(`${fixture}expected.json`, 'utf8')));
  readonly #open = new Set(leavesOf(this.answers));

  /** Notes that everything below these paths has been compared. */
  compared(...paths: readonly Steps[]): void {
    for (const path of paths) {
      const start = JSON.stringify(path).slice(0, -1);
      for (const leaf of this.#open)
        if (leaf === `${start}]` || leaf.startsWith(`${start},`)) this.#open.delete(leaf);
    }
  }

  /** Answers that nobody has compared. */
  get left(): string[] {
    return [...this.#open];
  }
}
