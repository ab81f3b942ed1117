import { createHash } from 'node:crypto';
import type { Random } from '../../support/random.ts';
import type { DraftModel } from './draft-model.ts';
import { FileModel } from './file-model.ts';

/** Files that are written to. */
const fileCount = 24;

/** Those with two names are written in place, which another app may see half done: only where there is none. */
const linkedCount = 2;

/** How many of the last steps a report tells. */
const remembered = 400;

/** What was found to be wrong, with all that is needed to see why. */
export class Loss extends Error {
  override readonly name = 'Loss';
}

/** All that the driver knows of one store and what was done to it. */
export class World {
  readonly random: Random;
  readonly store: string;
  readonly home: string;
  /** A folder beside the store, on the same disk. */
  readonly outside: string;
  readonly files: readonly FileModel[];
  readonly linked: ReadonlySet<FileModel>;
  readonly drafts = new Map<string, DraftModel>();
  /** Of every text that was ever made: what to call it. */
  readonly labels = new Map<string, string>();
  /** Of each text that came about by writing at the end of another: that other, which is kept with it. */
  readonly grownFrom = new Map<string, string>();
  /** Texts that went into a file which a save had just replaced, with the time: a kill right after loses them. */
  readonly late = new Map<string, number>();
  readonly counts = { lives: 0, kills: 0, actions: 0, saves: 0, refused: 0, outside: 0, late: 0 };
  readonly #steps: string[] = [];
  readonly #began = performance.now();
  #moment = 0;

  constructor(random: Random, places: { store: string; home: string; outside: string }, apps: number) {
    this.random = random;
    this.store = places.store;
    this.home = places.home;
    this.outside = places.outside;
    this.files = Array.from(
      { length: fileCount },
      (_, n) =>
        new FileModel(`sessions/session ${n % 4}/research/step ${n}_${n % 2 ? 'scratch' : 'summary'}.md`),
    );
    // Somebody who writes in place is seen in the middle of it.
    const empty = hashOf('');
    this.labels.set(empty, 'nothing');
    for (const file of this.files) file.texts.add(empty);
    this.linked = new Set(this.files.slice(0, apps === 1 ? linkedCount : 0));
  }

  /** The next moment. */
  now(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /** A text that nobody has written before; most are short, some are long. */
  newText(who: string): string {
    const name = `${who} ${this.labels.size}`;
    const lines = this.random.chance(0.04) ? this.random.below(6000) : this.random.below(40);
    const line = `- ${name}: ${this.random.next()} ä\n`;
    const text = `# ${name}\n${line.repeat(lines)}`;
    this.name(hashOf(text), name);
    return text;
  }

  name(hash: string, label: string): void {
    this.labels.set(hash, label);
  }

  label(hash: string | null): string {
    return hash === null ? 'no file' : `“${this.labels.get(hash) ?? hash.slice(0, 12)}”`;
  }

  step(what: string): void {
    this.#steps.push(`${(performance.now() - this.#began).toFixed(0).padStart(7)} ms  ${what}`);
    if (this.#steps.length > remembered) this.#steps.shift();
  }

  /** The failure to throw: what is lost, and what happened last, to the file and in all. */
  loss(what: string, file?: FileModel): Loss {
    const about = file ? this.#steps.filter((step) => step.includes(nameOf(file))) : [];
    const parts = [
      what,
      ...(file ? ['', `What happened to ${file.key}:`, ...about.slice(-25), ...file.describe()] : []),
      '',
      'The last steps in all:',
      ...this.#steps.slice(-30),
    ];
    return new Loss(parts.join('\n'));
  }
}

/** How a file is called in steps. */
export function nameOf(file: FileModel): string {
  return /step \d+/.exec(file.key)?.[0].replace(' ', '-') ?? file.key;
}

export function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
