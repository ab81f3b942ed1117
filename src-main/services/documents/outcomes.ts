/** How many outcomes are remembered for those who ask again after a lost connection. */
const remembered = 500;

/** Remembers what became of things that must not be done twice. */
export class Outcomes<T> {
  readonly #known = new Map<string, Promise<T>>();

  /** Does it, unless something of the same names was done before: then that outcome. */
  once(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(names);
    const known = this.#known.get(name);
    if (known) return known;
    const outcome = work();
    this.#known.set(name, outcome);
    if (this.#known.size > remembered) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    return outcome;
  }
}
