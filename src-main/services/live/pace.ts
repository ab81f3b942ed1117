/** How often something is looked at, in ms. */
export interface PaceLimits {
  /** After a change. */
  readonly fastest: number;
  /** When all has been quiet for long. */
  readonly slowest: number;
  /** When it cannot be reached, or asks for less. */
  readonly failing: number;
}

/** An interval that is short after a change and grows while nothing happens, and faster where looking fails. */
export class Pace {
  readonly #limits: PaceLimits;
  #every: number;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
    this.#every = limits.fastest;
  }

  /** In ms, until the next look. */
  get every(): number {
    return this.#every;
  }

  /** A look that succeeded; what costs much is done less often, so `atLeast` so many ms apart. */
  looked(found: boolean, atLeast = 0): void {
    const { fastest, slowest } = this.#limits;
    const next = found ? fastest : Math.min(slowest, this.#every * 1.5);
    this.#every = Math.max(next, Math.min(atLeast, slowest));
  }

  failed(): void {
    this.#every = Math.min(this.#limits.failing, Math.max(this.#every, this.#limits.fastest) * 2);
  }

  /** Looks soon again: something was done, or somebody has come back. */
  quicken(): void {
    this.#every = this.#limits.fastest;
  }
}
