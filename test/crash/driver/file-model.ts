/** What a file holds: the SHA-256 of its text in hex; null where there is no file. */
export type State = string | null;

/** Something that was done to a file, or may have been. */
export interface Operation {
  readonly what: string;
  /** Moments are counted, not measured. */
  readonly start: number;
  /** Infinite while it is under way. */
  end: number;
  /** `unknown` where its process died meanwhile: it was done or not, and is not done later. */
  outcome: 'under way' | 'done' | 'refused' | 'unknown';
  /** What the file may hold after it. */
  results: ReadonlySet<State>;
}

/** Why a text must not get lost. */
export type Duty =
  /** Somebody else wrote it, and has not written over it. */
  | 'written outside'
  /** The app saved it, showed it or took its place. */
  | 'known to the app';

/** What is known of one file: what it may hold, and which texts must still be somewhere. */
export class FileModel {
  readonly key: string;
  /** All texts that anybody ever wrote to it. */
  readonly texts = new Set<string>();
  /** Texts that must be on disk or in the history. */
  readonly duties = new Map<string, Duty>();
  /** Of those, the ones that were found in the history. */
  readonly kept = new Set<string>();
  #operations: Operation[];

  constructor(key: string) {
    this.key = key;
    this.#operations = [operationOf('the beginning', null)];
  }

  begin(what: string, now: number, ...results: State[]): Operation {
    const operation: Operation = {
      what,
      start: now,
      end: Number.POSITIVE_INFINITY,
      outcome: 'under way',
      results: new Set(results),
    };
    for (const result of results) if (result !== null) this.texts.add(result);
    this.#operations.push(operation);
    return operation;
  }

  end(operation: Operation, now: number, outcome: 'done' | 'refused' | 'unknown'): void {
    operation.end = now;
    operation.outcome = outcome;
    if (outcome === 'refused') this.#operations = this.#operations.filter((other) => other !== operation);
  }

  /** Whether the app is at work on it, or was when it died. */
  get isBusy(): boolean {
    return this.#operations.some(({ outcome }) => outcome === 'under way');
  }

  /** What it may hold: the result of any operation that no other has followed for certain. */
  possible(): Set<State> {
    const states = new Set<State>();
    for (const operation of this.#operations) {
      const isOver = this.#operations.some(
        (other) => other !== operation && other.outcome === 'done' && other.start >= operation.end,
      );
      if (!isOver) for (const state of operation.results) states.add(state);
    }
    return states;
  }

  /** Takes what was found as what it holds; nothing may be under way. */
  settle(state: State): void {
    this.#operations = [operationOf('what was found', state)];
  }

  /** The app has shown a text or taken its place, so that it is in the history from now on. */
  isKnown(text: string): void {
    this.duties.set(text, 'known to the app');
  }

  /** Somebody else has written a text over another, which only counts if the app knew it. */
  wroteOutside(text: State, over: State): void {
    if (over !== null && this.duties.get(over) === 'written outside') this.duties.delete(over);
    if (text !== null && !this.duties.has(text)) this.duties.set(text, 'written outside');
  }

  /** The last things that happened to it, for a report. */
  describe(): string[] {
    return this.#operations.map(({ what, start, end, outcome }) => `${start}–${end} ${what}: ${outcome}`);
  }
}

function operationOf(what: string, state: State): Operation {
  return { what, start: 0, end: 0, outcome: 'done', results: new Set([state]) };
}
