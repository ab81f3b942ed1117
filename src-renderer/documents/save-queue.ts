/** What a save is about: the state of the text, and what it is to take the place of. */
export interface Attempt {
  mark: number;
  bom: boolean;
  base: string | null;
}

/** Runs saves one at a time, and names each so that none is carried out twice. */
export class SaveQueue {
  #running: Promise<boolean> | null = null;
  #pending: Promise<boolean> | null = null;
  #last: (Attempt & { saveId: string }) | null = null;

  /** The save that is on its way. */
  get running(): Promise<boolean> | null {
    return this.#running;
  }

  /** Runs a save; where one runs already, `again` follows it, once for all who ask meanwhile. */
  run(write: () => Promise<boolean>, again: () => Promise<boolean>): Promise<boolean> {
    if (this.#running) {
      this.#pending ??= this.#running.then(() => {
        this.#pending = null;
        return again();
      });
      return this.#pending;
    }
    this.#running = write().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** The id of a save: that of the last one, where it is the same and nobody knows what became of it. */
  idOf(attempt: Attempt): string {
    const last = this.#last;
    const same = last?.mark === attempt.mark && last.base === attempt.base && last.bom === attempt.bom;
    this.#last = { ...attempt, saveId: same ? last.saveId : crypto.randomUUID() };
    return this.#last.saveId;
  }

  /** The last save was answered: asking again is another one. */
  answered(): void {
    this.#last = null;
  }
}
