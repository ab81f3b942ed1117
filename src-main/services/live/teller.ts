import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from '#shared/model/live.ts';
import type { Entry, ReadableBackend } from '#storage/backend.ts';
import type { FoundFile, Whose } from '#workers/database/whose.ts';
import type { AppEvents } from '../app/events.ts';
import { Activity } from './activity.ts';
import type { Change } from './difference.ts';
import type { OwnWrites } from './own-writes.ts';

/** A file this young, in ms, may have been written after the screen read it and before it was followed. */
const justNow = 10_000;

/** In ms: how long, and how often, it is waited for a change of another process that is under way. */
const another = { pause: 50, times: 10 };

/** Clocks that differ by more than this, in ms, prove nothing: a file from the future is not being written. */
const patience = 60_000;

interface TellerParts {
  readonly store: string;
  readonly backend: ReadableBackend;
  readonly events: AppEvents;
  readonly own: OwnWrites;
  /** Whose doing files are that this process has not written: another one of the app may have. */
  readonly whose: (files: readonly FoundFile[]) => Promise<Whose[]>;
  /** Called when what is running, or how the store is followed, may have changed. */
  readonly onState: () => void;
}

/** Tells what was found in one store, and whose doing it was. */
export class Teller {
  readonly #parts: TellerParts;
  readonly #activity: Activity;

  constructor(parts: TellerParts) {
    this.#parts = parts;
    this.#activity = new Activity(parts.onState);
  }

  running(): Running[] {
    return this.#activity.running();
  }

  /** Takes in files that are followed from now on: who wrote to them lately is at work. */
  async began(entries: Iterable<Entry>): Promise<void> {
    const { store, events, onState } = this.#parts;
    const young = [...entries].filter((entry) => Math.abs(this.#ageOf(entry)) <= patience);
    const others = await this.#others(young.map((entry) => ({ key: entry.key, now: entry })));
    const fresh: string[] = [];
    let news = false;
    for (const entry of young) {
      if (!others.has(entry.key)) continue;
      const age = this.#ageOf(entry);
      news = this.#activity.note(entry.key, age) || news;
      if (age < justNow) fresh.push(entry.key);
    }
    if (fresh.length > 0) events.emit({ kind: 'changed', store, keys: fresh });
    if (news) onState();
  }

  /** Tells of changes that were seen to happen. */
  async changed(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const { own, store, events, onState } = this.#parts;
    await own.settled(
      store,
      changes.map(({ key }) => key),
    );
    const others = await this.#others(changes);
    let news = false;
    const told = { own: [] as string[], outside: [] as string[] };
    for (const { key, now, differs } of changes) {
      const isOwn = !others.has(key);
      if (differs) told[isOwn ? 'own' : 'outside'].push(key);
      if (now && !isOwn) news = this.#activity.note(key) || news;
    }
    if (told.own.length > 0) events.emit({ kind: 'changed', store, keys: told.own, outside: false });
    if (told.outside.length > 0) events.emit({ kind: 'changed', store, keys: told.outside, outside: true });
    if (news) onState();
  }

  sessions(appeared: string[], gone: string[]): void {
    const { store, events } = this.#parts;
    if (appeared.length + gone.length > 0) events.emit({ kind: 'sessions', store, appeared, gone });
  }

  /** Tells that anything may have changed. */
  unknown(): void {
    const { store, events } = this.#parts;
    events.emit({ kind: 'changed', store, keys: [] });
  }

  close(): void {
    this.#activity.close();
  }

  /** Those of the files that are not as this app left them, in whatever process. */
  async #others(files: readonly { key: string; now: Entry | null }[]): Promise<Set<string>> {
    const { own, store, backend, whose } = this.#parts;
    // What is in memory can be reached by nobody else.
    if (backend.kind === 'memory') return new Set();
    let unknown = files.filter(({ key, now }) => !own.isOwn(store, key, now));
    const others = new Set<string>();
    for (let times = 0; unknown.length > 0; times++) {
      const found = await whose(unknown.map(({ key, now }) => ({ key, now })));
      const isLast = times === another.times;
      const underWay = unknown.filter((_, index) => found[index] === 'under way' && !isLast);
      for (const [index, { key }] of unknown.entries())
        if (found[index] === 'others' || (found[index] === 'under way' && isLast)) others.add(key);
      unknown = underWay;
      if (unknown.length > 0) await pause(another.pause);
    }
    return others;
  }

  /** In ms. */
  #ageOf(entry: Entry): number {
    return this.#now() - entry.modifiedAt;
  }

  /** The time by the store's own clock, as far as it is known. */
  #now(): number {
    const { backend, own, store } = this.#parts;
    return Date.now() + (backend.clockOffset?.() ?? own.offsetOf(store));
  }
}
