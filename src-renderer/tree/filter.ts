import type { SessionContents, SessionFacts } from '#shared/model/session.ts';
import type { Order } from './order.ts';
import type { StoreData } from './store-data.ts';

/** A matcher for what was typed: every word must occur, in any case. Null for an empty filter. */
export function matcher(text: string): ((candidate: string) => boolean) | null {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const [first = ''] = words;
  if (words.length === 1) return (candidate) => candidate.toLowerCase().includes(first);
  return (candidate) => {
    const lower = candidate.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

/** The text in which a session is looked for: its id, and what is known of it. */
function haystack(id: string, facts: SessionFacts | undefined): string {
  return facts ? `${id} ${facts.agent} ${facts.workflow} ${facts.status}` : id;
}

function holdsMatch(contents: SessionContents, matches: (text: string) => boolean): boolean {
  const files = [
    ...contents.artifacts,
    ...contents.otherFiles,
    ...contents.workflows.flatMap((w) => w.otherFiles),
  ];
  return (
    contents.workflows.some((w) => matches(w.name) || w.nodes.some((node) => matches(node.id))) ||
    files.some((file) => file.key.split('/').slice(2).some(matches))
  );
}

export interface FilterResult {
  order: Int32Array;
  /** Sessions found by what lies in them alone. */
  byContents: ReadonlySet<string>;
}

/** How long a slice of work may take, in ms: well below a frame that is seen. */
const slice = 10;

/** Lets the browser paint and handle input. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

/**
 * Looks through a store's sessions, a slice at a time, and keeps the order that they stand in. Null when
 * `signal` aborts.
 */
export async function filterSessions(
  data: StoreData,
  sorted: Order,
  matches: (text: string) => boolean,
  signal: AbortSignal,
): Promise<FilterResult | null> {
  const byContents = new Set<string>();
  for (const [session, { value }] of data.contents)
    if (value && !matches(haystack(session, data.facts.get(session))) && holdsMatch(value, matches))
      byContents.add(session);
  const { ids, facts } = data;
  const length = sorted ? sorted.length : ids.length;
  const found: number[] = [];
  let until = performance.now() + slice;
  for (let place = 0; place < length; place++) {
    const index = sorted ? (sorted[place] ?? 0) : place;
    const id = ids[index] ?? '';
    if (matches(haystack(id, facts.get(id))) || byContents.has(id)) found.push(index);
    if (place % 512 === 511 && performance.now() > until) {
      await breathe();
      if (signal.aborted) return null;
      until = performance.now() + slice;
    }
  }
  return { order: Int32Array.from(found), byContents };
}
