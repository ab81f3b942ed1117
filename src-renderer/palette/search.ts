import type { IconName } from '../components/Icon.tsx';

/** Something to go to. */
export interface Candidate {
  id: string;
  group: Group;
  name: string;
  /** Where it lies, or what else is known of it. */
  context: string;
  icon: IconName;
  /** At the right: keys of a command. */
  keys?: string | undefined;
  run: () => void;
  /** Looks whether it is there before the palette closes; answers in a sentence why it is not, or null. */
  look?: (signal: AbortSignal) => Promise<string | null>;
}

export type Group = 'Open' | 'Nodes' | 'Sessions' | 'Agents' | 'Artifacts' | 'Files' | 'Stores' | 'Commands';

/** A run of a text, found or not. */
export interface Span {
  text: string;
  hit: boolean;
}

export function wordsOf(query: string): string[] {
  return query.trim().toLowerCase().split(/\s+/).filter(Boolean);
}

const boundary = /[\s/_.\-:]/;

/**
 * How well a name and its context answer to the words: lower is better, null is not at all. A name that starts with
 * a word beats one where a part of it does, then any place in the name, then the context.
 */
export function score(words: readonly string[], name: string, context: string): number | null {
  const lowerName = name.toLowerCase();
  let total = 0;
  for (const word of words) {
    const at = lowerName.indexOf(word);
    if (at === 0) continue;
    if (at > 0) total += boundary.test(lowerName[at - 1] ?? '') ? 1 : 2;
    else if (context.toLowerCase().includes(word)) total += 4;
    else return null;
  }
  return total;
}

/** Keeps the best of what is offered, at most `limit`; equals stay in the order in which they were offered. */
export class Best<T> {
  readonly #limit: number;
  readonly #kept: { value: T; score: number }[] = [];
  /** How many were offered that match. */
  matches = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(score: number | null, value: () => T): void {
    if (score === null) return;
    this.matches += 1;
    const kept = this.#kept;
    if (kept.length >= this.#limit && score >= (kept.at(-1)?.score ?? 0)) return;
    const at = kept.findIndex((entry) => entry.score > score);
    kept.splice(at < 0 ? kept.length : at, 0, { value: value(), score });
    if (kept.length > this.#limit) kept.pop();
  }

  get values(): T[] {
    return this.#kept.map(({ value }) => value);
  }
}

/** A text cut where words occur in it, to mark them. */
export function spans(text: string, words: readonly string[]): Span[] {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [{ text, hit: false }];
  const hits = words
    .map((word) => ({ from: lower.indexOf(word), to: lower.indexOf(word) + word.length }))
    .filter(({ from }) => from >= 0)
    .sort((a, b) => a.from - b.from);
  const cut: Span[] = [];
  let at = 0;
  for (const { from, to } of hits) {
    if (from < at) continue;
    if (from > at) cut.push({ text: text.slice(at, from), hit: false });
    cut.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) cut.push({ text: text.slice(at), hit: false });
  return cut;
}
