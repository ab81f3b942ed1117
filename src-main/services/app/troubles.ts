import type { AppEvents } from './events.ts';

/** What keeps the app from keeping drafts and versions: told to every window, for as long as it lasts. */
export class Troubles {
  readonly #events: AppEvents;
  readonly #standing = new Map<string, string>();

  constructor(events: AppEvents) {
    this.#events = events;
  }

  /** In a sentence or two; null while all is well. */
  get problem(): string | null {
    const [first] = this.#standing.values();
    return first ?? null;
  }

  /** Says what is wrong in one respect, or, by null, that nothing is. */
  set(respect: string, problem: string | null): void {
    const before = this.problem;
    if (problem === null) this.#standing.delete(respect);
    else this.#standing.set(respect, problem);
    if (this.problem !== before) this.#events.emit({ kind: 'journal', problem: this.problem });
  }
}
