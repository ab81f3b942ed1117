import { isStoreError } from '#shared/errors.ts';
import { folderOf } from '#shared/format/keys.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import type { Change } from './difference.ts';
import type { Follower, FollowerParts } from './follower.ts';
import { Pace } from './pace.ts';
import { SingleFiles } from './single-files.ts';
import type { Teller } from './teller.ts';
import type { Want } from './wants.ts';
import { timely, WatchedLevels } from './watched-levels.ts';

const sessionsFolder = 'sessions';

/** In ms. Events tell of nearly everything; where there are none (network drives, containers) this does. */
const rereading = { fastest: 5_000, slowest: 30_000, failing: 60_000 };

/** Beyond so many sessions that come or go in one moment, the list is read anew. */
const manySessions = 200;

/** A new session's folder is empty for a moment; it is looked at again after so many ms. */
const emptyLooks = [200, 1_000, 5_000];

/** Follows a store that tells of changes: a folder, or memory. */
export class WatchedStore implements Follower {
  readonly #backend: ReadableBackend;
  readonly #teller: Teller;
  readonly #onState: () => void;
  readonly #onDefect: (error: unknown) => void;
  readonly #levels: WatchedLevels;
  readonly #single: SingleFiles;
  readonly #places = new Set<string>();
  readonly #pace = new Pace(rereading);
  readonly #told = new Set<string>();
  #stopList: (() => void) | null = null;
  /** All work is done one after the other, so that two looks at a file cannot overtake each other. */
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #planned = false;
  #closed = false;
  #asOf: number | null = null;
  #failing: { since: number; message: string } | null = null;

  constructor({ backend, teller, onState, onDefect }: FollowerParts) {
    this.#backend = backend;
    this.#teller = teller;
    this.#onState = onState;
    this.#onDefect = onDefect;
    const onEvent = (key: string) => this.#onEvent(key);
    this.#levels = new WatchedLevels(backend, onEvent);
    this.#single = new SingleFiles(backend, onEvent);
    this.#wait();
  }

  want(want: Want): void {
    this.#do(async () => this.#watchList(want.list));
    const sessions = [...want.sessions, ...want.rows].map((id) => `${sessionsFolder}/${id}`);
    const places = new Set([...sessions, ...want.folders]);
    for (const place of this.#places) {
      if (places.has(place)) continue;
      this.#places.delete(place);
      this.#do(async () => void this.#levels.drop(place));
    }
    for (const place of places) {
      if (this.#places.has(place)) continue;
      this.#places.add(place);
      this.#do(async () => {
        if (this.#places.has(place)) await this.#teller.began(await this.#levels.add(place));
      });
    }
    const covered = (key: string) => [...places].some((place) => key.startsWith(`${place}/`));
    this.#do(async () => {
      await this.#teller.began(await this.#single.want(want.keys.filter((key) => !covered(key))));
      this.#lookedAtAll();
    });
  }

  state() {
    const { limited } = this.#levels;
    const asOf = this.#asOf;
    return { how: 'watched' as const, every: null, asOf, failing: this.#failing, limited, requests: 0 };
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#stopList?.();
    this.#levels.close();
    this.#single.close();
  }

  #watchList(wanted: boolean): void {
    if (wanted === (this.#stopList !== null)) return;
    this.#stopList?.();
    this.#stopList = wanted
      ? (this.#backend.watch?.([sessionsFolder], ({ key }) => this.#onEvent(key)) ?? null)
      : null;
  }

  #onEvent(key: string): void {
    this.#told.add(key);
    if (this.#planned) return;
    this.#planned = true;
    // Events of one moment arrive in one turn.
    setImmediate(() => {
      this.#planned = false;
      const keys = [...this.#told];
      this.#told.clear();
      this.#do(() => this.#lookAt(keys));
    });
  }

  async #lookAt(keys: readonly string[]): Promise<void> {
    const changes: Change[] = [];
    for (const key of keys) {
      if (this.#closed) return;
      changes.push(...(await this.#levels.look(key)), ...(await this.#single.look(key)));
    }
    await this.#teller.changed(changes);
    if (this.#stopList) await this.#lookAtSessions(keys);
  }

  async #lookAtSessions(keys: readonly string[]): Promise<void> {
    const ids = keys.filter((key) => folderOf(key) === sessionsFolder).map(sessionIn);
    if (keys.includes(sessionsFolder) || ids.length > manySessions) this.#teller.unknown();
    else if (ids.length > 0) await this.#tellSessions(ids, 0);
  }

  async #tellSessions(ids: readonly string[], look: number): Promise<void> {
    const appeared: string[] = [];
    const empty: string[] = [];
    for (const id of ids) ((await this.#holdsAnything(id)) ? appeared : empty).push(id);
    this.#teller.sessions(appeared, look === 0 ? empty : []);
    const pause = emptyLooks[look];
    if (empty.length === 0 || pause === undefined) return;
    setTimeout(() => this.#do(() => this.#tellSessions(empty, look + 1)), pause).unref();
  }

  async #holdsAnything(id: string): Promise<boolean> {
    const page = await this.#backend.listLevel(`${sessionsFolder}/${id}`, {
      ...timely(),
      limit: 1,
      namesOnly: true,
    });
    return page.folders.length + page.files.length > 0;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#do(async () => {
        await this.#reach();
        const changes = [...(await this.#levels.rereadAll()), ...(await this.#single.rereadAll())];
        this.#pace.looked(changes.length > 0);
        this.#lookedAtAll();
        await this.#teller.changed(changes);
      });
      void this.#work.finally(() => !this.#closed && this.#wait());
    }, this.#pace.every).unref();
  }

  /** Whether it is there at all says none of what is followed, where that is nothing. */
  async #reach(): Promise<void> {
    await this.#backend.listLevel('', { ...timely(), limit: 1, namesOnly: true });
  }

  #do(work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        await work();
        this.#reached(null);
      } catch (error) {
        if (this.#closed) return;
        this.#failed(error);
      }
    });
  }

  #lookedAtAll(): void {
    const isFirst = this.#asOf === null;
    this.#asOf = Date.now();
    if (isFirst) this.#onState();
  }

  #failed(error: unknown): void {
    if (!isStoreError(error)) this.#onDefect(error);
    else {
      this.#pace.failed();
      this.#reached(error.message);
    }
  }

  #reached(problem: string | null): void {
    const before = this.#failing;
    this.#failing = problem === null ? null : (before ?? { since: Date.now(), message: problem });
    if ((before === null) !== (this.#failing === null)) this.#onState();
  }
}

const sessionIn = (key: string) => key.slice(sessionsFolder.length + 1);
