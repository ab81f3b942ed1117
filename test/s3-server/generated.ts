import { createHash } from 'node:crypto';
import { compareKeys } from '../../shared/format/keys.ts';

/** Keys in S3's order, held or made up as they are looked at. */
export interface SortedKeys {
  readonly length: number;
  at(index: number): string | undefined;
  /** Between which indexes the first key that does not sort before the given one surely is. */
  around?(key: string): [low: number, high: number];
}

/** Files of each session, in order. */
const names = [
  'artifacts/report.md',
  'artifacts/result.json',
  'research_pipeline/draft_scratch.md',
  'research_pipeline/draft_summary.md',
  'research_pipeline/plan_scratch.md',
  'research_pipeline/plan_summary.md',
  'research_pipeline/review_scratch.md',
  'research_pipeline/review_summary.md',
  'messages.json',
  'session.json',
].sort(compareKeys);

/** A store of very many sessions of ten files each that exists only as it is asked for. */
export class GeneratedStore implements SortedKeys {
  readonly prefix: string;
  readonly sessions: number;
  readonly #step: number;

  constructor(prefix: string, sessions: number) {
    this.prefix = prefix;
    this.sessions = sessions;
    this.#step = Math.floor(2 ** 32 / sessions);
  }

  get length(): number {
    return this.sessions * names.length;
  }

  at(index: number): string | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const session = this.id(Math.floor(index / names.length));
    return `${this.prefix}sessions/${session}/${names[index % names.length]}`;
  }

  around(key: string): [low: number, high: number] {
    const before = `${this.prefix}sessions/`;
    const start = key.startsWith(before) ? key.slice(before.length, before.length + 8) : '';
    if (!/^[0-9a-f]{8}$/.test(start)) return [0, this.length];
    const session = Math.floor(Number.parseInt(start, 16) / this.#step);
    return [session * names.length, Math.min((session + 1) * names.length, this.length)];
  }

  /** Id of a session: a UUID whose beginning gives its place. */
  id(session: number): string {
    const start = (session * this.#step).toString(16).padStart(8, '0');
    const rest = createHash('md5').update(start).digest('hex');
    return `${start}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8, 12)}-${rest.slice(12, 24)}`;
  }

  /** What an object of it holds; null where there is none of that key. */
  body(key: string): Buffer | null {
    const at = lowerBound(this, key);
    if (this.at(at) !== key) return null;
    const id = this.id(Math.floor(at / names.length));
    return Buffer.from(key.endsWith('/session.json') ? record(id, at) : `${key}\n`);
  }
}

function record(id: string, at: number): string {
  const createdAt = new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString().replace('Z', '+00:00');
  const agent = ['researcher', 'triage', 'writer'][at % 3];
  const status = at % 17 === 0 ? 'error' : 'completed';
  return JSON.stringify({ id, created_at: createdAt, agent, workflow: 'research_pipeline', status }, null, 2);
}

/** Index of the first key that does not sort before the given one. */
export function lowerBound(keys: SortedKeys, key: string): number {
  let [low, high] = keys.around?.(key) ?? [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys.at(middle) ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
