import { createHash } from 'node:crypto';
import type { ObjectChange } from '../s3-server/keyed-store.ts';

/** One change of a file, as the server made it. */
export interface Change extends ObjectChange {
  /** `us`: a request that came through the proxy. */
  readonly by: 'us' | 'them';
  /** Of somebody else's: made while a change of ours was on its way, and not yet with the server, or already there. */
  readonly during: 'before' | 'after' | null;
  readonly step: number;
}

/** What has to be found in the end: in the app's history, or wherever it is kept, the bucket included. */
export type Wanted = 'history' | 'anywhere';

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** All that ever became of the files of a bucket, and by whom. */
export class Journal {
  readonly #isWindowOpen: boolean;
  readonly #all: Change[] = [];
  readonly #wanted = new Map<string, Map<string, Wanted>>();
  readonly #ours = new Set<string>();
  #step = 0;
  #from = 0;
  #settled = 0;
  #them: Change['during'] | 'openly' = null;
  /** What is overwritten in the window that is named in the docs. */
  unseen = 0;
  /** Versions of others that were taken away, in words. */
  readonly stolen: string[] = [];

  /** `isWindowOpen`: the server checks nothing and keeps nothing, so that one write may go over another unseen. */
  constructor(isWindowOpen: boolean) {
    this.#isWindowOpen = isWindowOpen;
  }

  begin(step: number): void {
    this.#step = step;
    this.#from = this.#all.length;
    this.#settled = this.#from;
  }

  /** A file was said to be gone: it must be, or somebody else has come since. What was done so far is settled then. */
  acknowledgeGone(key: string): void {
    const last = this.inStep().findLast((one) => one.key === key);
    if (!last || (last.by === 'us' && last.after !== null)) throw new Error(`${key} is not gone.`);
    this.#settled = this.#all.length;
  }

  /** What is done by `work` is somebody else's doing. */
  theirs(during: Change['during'], work: () => void): void {
    this.#them = during ?? 'openly';
    work();
    this.#them = null;
  }

  note(change: ObjectChange): void {
    const them = this.#them;
    const noted: Change = {
      ...change,
      by: them === null ? 'us' : 'them',
      during: them === 'openly' ? null : them,
      step: this.#step,
    };
    if (noted.by === 'us') this.#noteOurs(noted);
    this.#all.push(noted);
  }

  #noteOurs({ key, version, before, after, isForgotten }: Change): void {
    if (isForgotten) {
      if (version !== null && !this.#ours.has(version)) this.stolen.push(`${version} of ${key}`);
      return;
    }
    if (version !== null) this.#ours.add(version);
    if (before === null || (after !== null && before.equals(after))) return;
    const last = this.#all.findLast((one) => one.key === key && !one.isForgotten);
    const hasCome = last?.step === this.#step && last.by === 'them' && last.during !== null;
    // Nobody could have seen it: it came after the last look.
    if (hasCome && last.during === 'before' && this.#isWindowOpen) this.unseen += 1;
    else this.want(key, before, hasCome ? 'anywhere' : 'history');
  }

  /** A text has to be found in the end. */
  want(key: string, bytes: Uint8Array, where: Wanted): void {
    const wanted = this.#wanted.get(key) ?? new Map<string, Wanted>();
    const hash = hashOf(bytes);
    if (wanted.get(hash) !== 'history') wanted.set(hash, where);
    this.#wanted.set(key, wanted);
  }

  /** Whether a file was in this state in this step, before somebody changed it. */
  had(key: string, state: Buffer): boolean {
    return this.inStep().some((one) => one.key === key && one.before?.equals(state));
  }

  /** By key and hash. */
  get wanted(): ReadonlyMap<string, ReadonlyMap<string, Wanted>> {
    return this.#wanted;
  }

  /** The changes of this step. */
  inStep(): readonly Change[] {
    return this.#all.slice(this.#from);
  }

  /** Those of them that are not settled yet. */
  since(): readonly Change[] {
    return this.#all.slice(this.#settled);
  }
}

/** What we made of files and have not taken back. */
export function standing(changes: readonly Change[]): Change[] {
  const forgotten = new Set(changes.filter((one) => one.isForgotten).map(({ version }) => version));
  return changes.filter(
    ({ by, isForgotten, version }) =>
      by === 'us' && !isForgotten && (version === null || !forgotten.has(version)),
  );
}
