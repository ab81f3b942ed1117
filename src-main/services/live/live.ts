import { EventEmitter, on } from 'node:events';
import type { LiveState, Shown } from '#shared/model/live.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import type { FoundFile } from '#workers/database/whose.ts';
import type { AppEvents } from '../app/events.ts';
import type { Log } from '../app/log.ts';
import type { SettingsService } from '../app/settings.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { inAction } from '../meter/actions.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import type { Follower } from './follower.ts';
import type { OwnWrites } from './own-writes.ts';
import { PolledStore } from './polled-store.ts';
import { Teller } from './teller.ts';
import { unite, type Want, type Wisher } from './wants.ts';
import { WatchedStore } from './watched-store.ts';

interface Followed {
  readonly backend: ReadableBackend;
  readonly follower: Follower;
  readonly teller: Teller;
}

interface LiveParts {
  readonly stores: StoreRegistry;
  readonly events: AppEvents;
  readonly settings: SettingsService;
  readonly own: OwnWrites;
  readonly keeper: FileKeeper;
  readonly log: Log;
}

/** Several changes of a moment are told as one, in ms. */
const gathering = 20;

const nobody: Want = { list: false, sessions: [], rows: [], folders: [], keys: [], visible: false };

/** Follows what is on the screens: finds out what others do in the open stores, and tells it as `changed` events. */
export class LiveService {
  readonly #parts: LiveParts;
  readonly #windows = new Map<string, Wisher>();
  readonly #followed = new Map<string, Followed>();
  readonly #states = new EventEmitter().setMaxListeners(0);
  readonly #due = new Set<string>();
  #settings: Promise<void> | null = null;
  #polls = true;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    parts.settings.onChange(({ pollBuckets }) => this.#setPolling(pollBuckets));
    parts.own.onLeft((store, key) => this.#tellOwn(store, key));
  }

  /** How stores are followed: each state now, then as it changes. What the window wants counts until this ends. */
  follow(window: string, signal: AbortSignal | undefined): AsyncGenerator<LiveState> {
    this.#windows.set(window, { shown: [], hidden: true });
    return this.#statesFor(window, signal);
  }

  async *#statesFor(window: string, signal: AbortSignal | undefined): AsyncGenerator<LiveState> {
    const states = on(this.#states, 'state', signal ? { signal } : {});
    try {
      for (const store of this.#followed.keys()) yield this.#stateOf(store);
      for await (const [store] of states) if (this.#followed.has(store)) yield this.#stateOf(store);
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      this.#windows.delete(window);
      this.#renew();
    }
  }

  /** Says what a window that follows shows from now on. */
  async show(window: string, shown: readonly Shown[], { hidden }: { hidden: boolean }): Promise<void> {
    this.#settings ??= this.#parts.settings.get().then(({ pollBuckets }) => this.#setPolling(pollBuckets));
    await this.#settings;
    if (!this.#windows.has(window)) return;
    this.#windows.set(window, { shown, hidden });
    this.#renew();
  }

  /** Has files of a store followed on behalf of a part of the app, whether they are shown or not. */
  followKeys(name: string, store: string, keys: string[]): void {
    const part = { store, list: false, rows: [], sessions: [], folders: [], keys };
    if (keys.length === 0) this.#windows.delete(`${name} ${store}`);
    else this.#windows.set(`${name} ${store}`, { shown: [part], hidden: true });
    this.#renew();
  }

  /** Whether a store is on a screen that can be seen. */
  isSeen(store: string): boolean {
    return unite(this.#windows.values()).get(store)?.visible ?? false;
  }

  close(): void {
    for (const store of [...this.#followed.keys()]) this.#drop(store);
  }

  #setPolling(polls: boolean): void {
    this.#polls = polls;
    for (const { follower } of this.#followed.values())
      if (follower instanceof PolledStore) follower.enable(polls);
  }

  #renew(): void {
    const wants = unite(this.#windows.values());
    const { stores } = this.#parts;
    for (const [store, { backend, follower }] of this.#followed) {
      const isSame = stores.isOpen(store) && stores.reader(store).backend === backend;
      if (!isSame) this.#drop(store);
      else if (!wants.has(store)) follower.want(nobody);
    }
    for (const [store, want] of wants) {
      // What it goes on to do by itself is not part of what somebody did just now.
      if (stores.isOpen(store)) inAction('live.look', () => this.#follower(store).want(want));
    }
  }

  #follower(store: string): Follower {
    const known = this.#followed.get(store);
    if (known) return known.follower;
    const { stores, events, own, keeper, log } = this.#parts;
    const { backend } = stores.reader(store);
    const onState = () => this.#tellState(store);
    const onDefect = (err: unknown) => log.error({ err, store }, 'A store could not be followed');
    const whose = (files: readonly FoundFile[]) => keeper.whose(store, files);
    const teller = new Teller({ store, backend, events, own, whose, onState });
    const parts = { backend, teller, onState, onDefect };
    const follower = backend.capabilities.watch
      ? new WatchedStore(parts)
      : new PolledStore(parts, this.#polls);
    this.#followed.set(store, { backend, follower, teller });
    onState();
    return follower;
  }

  #drop(store: string): void {
    const followed = this.#followed.get(store);
    this.#followed.delete(store);
    followed?.follower.close();
    followed?.teller.close();
  }

  #stateOf(store: string): LiveState {
    const followed = this.#followed.get(store);
    if (!followed) throw new Error(`The store ${store} is not followed.`);
    return { store, ...followed.follower.state(), running: followed.teller.running() };
  }

  /** Other windows need not wait for the next look at a bucket to hear of what was done in this one. */
  #tellOwn(store: string, key: string): void {
    const isPolled = this.#followed.get(store)?.follower instanceof PolledStore;
    if (isPolled) this.#parts.events.emit({ kind: 'changed', store, keys: [key], outside: false });
  }

  #tellState(store: string): void {
    if (this.#due.size === 0) setTimeout(() => this.#tellDue(), gathering).unref();
    this.#due.add(store);
  }

  #tellDue(): void {
    for (const store of this.#due) this.#states.emit('state', store);
    this.#due.clear();
  }
}
