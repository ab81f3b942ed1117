/**
 * What a text is based on, by the states of it at which that changed without a save: undo and redo that come by such
 * a state bring back what held there.
 */
export class Crossings<Held> {
  readonly #held = new Map<number, Held>();

  /** Notes what held right before a step and what holds right after it. */
  note(before: { mark: number; held: Held }, after: { mark: number; held: Held }): void {
    this.#held.set(before.mark, before.held);
    this.#held.set(after.mark, after.held);
  }

  /** What held at a state of the text, where something was noted. */
  at(mark: number): Held | undefined {
    return this.#held.get(mark);
  }

  /** A save makes all that was before it the past. */
  clear(): void {
    this.#held.clear();
  }
}
