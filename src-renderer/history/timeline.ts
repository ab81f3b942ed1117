import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Timeline, Version } from '#shared/model/history.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';

/** What of a file's timeline is read by now. */
export interface TimelineState {
  /** Newest first; null until main has answered. */
  versions: readonly Version[] | null;
  /** How many there are in all in the app's home. */
  total: number;
  /** Whether there are older ones that are not read yet. */
  more: boolean;
  /** Why the bucket's own versions are not among them. */
  problem: string | null;
  /** Why the last page could not be read. */
  error: ErrorDescription | null;
}

/** How many versions there are, as far as that is known: those that a bucket keeps are counted once they are read. */
export function countOf({ versions, total, more }: TimelineState): number {
  const read = versions?.length ?? 0;
  return more ? Math.max(total, read) : read;
}

/** Asks for a page, newest first. */
export type ReadPage = (cursor: string | null, limit: number) => Promise<Timeline>;

/** The first page is small, so that a timeline opens at once; the others are read while the first is looked at. */
const sizes = { first: 100, further: 500 } as const;

/** Puts what is newest now in front of what was read before. Null: they do not meet. */
export function joinPages(newest: readonly Version[], known: readonly Version[]): readonly Version[] | null {
  const last = newest.at(-1);
  const at = last ? known.findIndex(({ id }) => id === last.id) : -1;
  return at < 0 ? null : [...newest, ...known.slice(at + 1)];
}

/** A file's timeline, read a page at a time. */
export class TimelineReader {
  readonly state: StoreApi<TimelineState> = createStore(() => ({
    versions: null,
    total: 0,
    more: false,
    problem: null,
    error: null,
  }));
  readonly #read: ReadPage;
  readonly #first: number;
  #cursor: string | null = null;
  #running: Promise<void> | null = null;
  /** What was asked for while something else was read. */
  #next: 'newest' | 'older' | null = null;

  constructor(read: ReadPage, first: number = sizes.first) {
    this.#read = read;
    this.#first = first;
  }

  /** Reads what is newest, at first and whenever something may have come. */
  refresh(): Promise<void> {
    if (this.#running) this.#next = 'newest';
    this.#running ??= this.#page(null, this.#first);
    return this.#running;
  }

  /** Reads the next older page, if there is one. */
  older(): Promise<void> {
    if (this.#running) this.#next ??= 'older';
    else if (this.#cursor !== null) this.#running = this.#page(this.#cursor, sizes.further);
    return this.#running ?? Promise.resolve();
  }

  async #page(cursor: string | null, limit: number): Promise<void> {
    try {
      const page = await this.#read(cursor, limit);
      if (cursor === null) this.#newest(page);
      else this.#append(page);
    } catch (error) {
      this.state.setState({ error: describeError(error) });
    } finally {
      this.#running = null;
      const next = this.#next;
      this.#next = null;
      if (next === 'newest') void this.refresh();
      else if (next === 'older') void this.older();
    }
  }

  #newest({ versions, cursor, total, problem }: Timeline): void {
    const known = this.state.getState().versions;
    const joined = cursor !== null && known ? joinPages(versions, known) : null;
    if (!joined) this.#cursor = cursor;
    this.state.setState({
      versions: joined ?? versions,
      total,
      problem,
      more: this.#cursor !== null,
      error: null,
    });
  }

  #append({ versions, cursor, total }: Timeline): void {
    this.#cursor = cursor;
    const known = this.state.getState().versions ?? [];
    const ids = new Set(known.map(({ id }) => id));
    this.state.setState({
      versions: [...known, ...versions.filter(({ id }) => !ids.has(id))],
      total,
      more: cursor !== null,
      error: null,
    });
  }
}
