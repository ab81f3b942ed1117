import type { Seen } from '#workers/database/versions.ts';

/** A file as it was seen. */
export interface Sight {
  readonly store: string;
  readonly key: string;
  readonly seen: Seen;
}

/** In milliseconds: how long until it is tried again. */
const pause = 5000;
/** In bytes: texts that wait beyond this push out those that have waited longest. */
const limit = 64 * 1024 * 1024;

/** What was seen and could not be noted: it waits in memory, and is tried again until it can. */
export class Unkept {
  readonly #again: (sight: Sight) => void;
  readonly #onProblem: (problem: string | null) => void;
  #waiting: Sight[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** `again` is to note what is seen; it ends in `add`, or in `kept`. */
  constructor(again: (sight: Sight) => void, onProblem: (problem: string | null) => void) {
    this.#again = again;
    this.#onProblem = onProblem;
  }

  /** Takes in what could not be noted, and why. */
  add(sight: Sight, why: string): void {
    this.#waiting.push(sight);
    let bytes = this.#waiting.reduce((sum, other) => sum + sizeOf(other), 0);
    while (bytes > limit) bytes -= sizeOf(this.#waiting.shift() ?? sight);
    this.#onProblem(`What others write is not kept now, and gone if they write again. ${why}`);
    this.#timer ??= setTimeout(() => this.#retry(), pause).unref();
  }

  /** Something was noted. */
  kept(): void {
    if (this.#waiting.length === 0) this.#onProblem(null);
  }

  #retry(): void {
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const sight of waiting) this.#again(sight);
  }
}

const sizeOf = ({ seen: { what } }: Sight) => (what && 'bytes' in what ? what.bytes.length : 0);
