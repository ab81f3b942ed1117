import type { Entry, WriteResult } from '#storage/backend.ts';

/** As many writes are remembered. */
const remembered = 2000;

/** What this app left of a file: null where it deleted it. */
type Left = Pick<WriteResult, 'version' | 'modifiedAt'> | null;

/** What this process wrote into its stores, so that it can be told from what others did. */
export class OwnWrites {
  readonly #left = new Map<string, Left>();
  readonly #underWay = new Map<string, Set<Promise<void>>>();
  readonly #offsets = new Map<string, number>();
  readonly #listeners = new Set<(store: string, key: string) => void>();

  /** Calls the listener after each write and each delete that was done. */
  onLeft(listener: (store: string, key: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Runs a write or a delete of a file, and remembers what it left. `leaves` tells that from its outcome. */
  async during<T>(store: string, key: string, change: () => Promise<T>, leaves: (outcome: T) => Left) {
    const name = nameOf(store, key);
    const { promise, resolve } = Promise.withResolvers<void>();
    const others = this.#underWay.get(name) ?? new Set();
    this.#underWay.set(name, others.add(promise));
    const from = Date.now();
    try {
      const outcome = await change();
      const left = leaves(outcome);
      this.#remember(name, left);
      if (left) this.#setClock(store, left.modifiedAt, from, Date.now());
      for (const listener of this.#listeners) listener(store, key);
      return outcome;
    } finally {
      others.delete(promise);
      if (others.size === 0) this.#underWay.delete(name);
      resolve();
    }
  }

  /** Resolves when no write of these files is under way: before, it is not known whose a change is. */
  async settled(store: string, keys: readonly string[]): Promise<void> {
    await Promise.all(keys.flatMap((key) => [...(this.#underWay.get(nameOf(store, key)) ?? [])]));
  }

  /** Whether a file is as this app left it: of these facts, or gone (null). */
  isOwn(store: string, key: string, now: Pick<Entry, 'version' | 'modifiedAt'> | null): boolean {
    const left = this.#left.get(nameOf(store, key));
    if (left === undefined) return false;
    if (left === null || now === null) return left === now;
    return left.version === now.version || left.modifiedAt === now.modifiedAt;
  }

  /** How far a store's clock is ahead of this machine's in ms, as far as writes have shown; 0 unless known. */
  offsetOf(store: string): number {
    return this.#offsets.get(store) ?? 0;
  }

  #remember(name: string, left: Left): void {
    this.#left.delete(name);
    this.#left.set(name, left);
    const [oldest] = this.#left.keys();
    if (this.#left.size > remembered && oldest !== undefined) this.#left.delete(oldest);
  }

  /** What was written between two moments has a time between them, unless the clocks differ. */
  #setClock(store: string, modifiedAt: number, from: number, to: number): void {
    const offset = modifiedAt < from ? modifiedAt - from : Math.max(0, modifiedAt - to);
    // Disks cut times to up to two seconds.
    this.#offsets.set(store, Math.abs(offset) <= 2000 ? 0 : offset);
  }
}

const nameOf = (store: string, key: string) => `${store}\n${key}`;
