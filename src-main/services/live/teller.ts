import type { Running } from '#shared/model/live.ts';
import type { Entry, ReadableBackend } from '#storage/backend.ts';
import type { AppEvents } from '../app/events.ts';
import { Activity } from './activity.ts';
import type { Change } from './difference.ts';
import type { OwnWrites } from './own-writes.ts';

/** A file this young, in ms, may have been written after the screen read it and before it was followed. */
const justNow = 10_000;

/** Clocks that differ by more than this, in ms, prove nothing: a file from the future is not being written. */
const patience = 60_000;

interface TellerParts {
  readonly store: string;
  readonly backend: ReadableBackend;
  readonly events: AppEvents;
  readonly own: OwnWrites;
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
  began(entries: Iterable<Entry>): void {
    const { store, events, onState } = this.#parts;
    const fresh: string[] = [];
    let news = false;
    for (const entry of entries) {
      const age = this.#now() - entry.modifiedAt;
      if (age < -patience || age > patience || this.#isOwn(entry.key, entry)) continue;
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
    const keys = changes.map(({ key }) => key);
    await own.settled(store, keys);
    let news = false;
    const told = { own: [] as string[], outside: [] as string[] };
    for (const { key, now, differs } of changes) {
      const isOwn = this.#isOwn(key, now);
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

  /** What is in memory can be reached by nobody else. */
  #isOwn(key: string, now: Entry | null): boolean {
    const { own, store, backend } = this.#parts;
    return backend.kind === 'memory' || own.isOwn(store, key, now);
  }

  /** The time by the store's own clock, as far as it is known. */
  #now(): number {
    const { backend, own, store } = this.#parts;
    return Date.now() + (backend.clockOffset?.() ?? own.offsetOf(store));
  }
}
