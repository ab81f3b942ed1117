import {
  type ActionUsage,
  addTally,
  emptyTally,
  type RequestKind,
  requestsOf,
  type Tally,
  type Usage,
} from '#shared/model/usage.ts';
import type { OnRequest } from '#storage/s3/metering.ts';
import type { AppEvents } from '../app/events.ts';
import { currentRun, type Run } from './actions.ts';

/** In ms: how often what a store has cost is told. */
const telling = 200;

/** Places that came to no store, whose requests are kept in mind. */
const maxPlaces = 20;

interface Account {
  readonly tally: Tally;
  readonly runs: WeakMap<Run, number>;
  count: number;
  most: number;
}

/** A request, or bytes of one (null). */
interface Counted {
  readonly run: Run;
  readonly kind: RequestKind | null;
  readonly up: number;
  readonly down: number;
}

/** Counts what a connection asks for. Whose it is may turn out only after its first requests. */
export interface Counter {
  readonly onRequest: OnRequest;
  /** All that was counted, and what will be, is of this store. */
  belongsTo(store: string): void;
}

/** What every store has cost since the app was started, by action. */
export class Meter {
  readonly #events: AppEvents;
  readonly #stores = new Map<string, Map<string, Account>>();
  readonly #due = new Set<string>();
  /** By place. */
  readonly #left = new Map<string, Counter>();

  constructor(events: AppEvents) {
    this.#events = events;
  }

  counter(): Counter {
    let owner: string | null = null;
    const waiting: Counted[] = [];
    const note = (counted: Counted) => {
      if (owner === null) waiting.push(counted);
      else this.#add(owner, counted);
    };
    const bytes = (run: Run, up: number, down: number) => {
      if (up + down > 0) note({ run, kind: null, up, down });
    };
    return {
      onRequest: (kind) => {
        const run = currentRun();
        note({ run, kind, up: 0, down: 0 });
        return { up: (count) => bytes(run, count, 0), down: (count) => bytes(run, 0, count) };
      },
      belongsTo: (store) => {
        owner = store;
        for (const counted of waiting.splice(0)) this.#add(store, counted);
      },
    };
  }

  /** Counts for a store that is known. */
  of(store: string): OnRequest {
    const { onRequest, belongsTo } = this.counter();
    belongsTo(store);
    return onRequest;
  }

  /** Counts for who tries to open a place, and along with it what earlier tries there have left. */
  resumed(place: string): Counter {
    const counter = this.#left.get(place) ?? this.counter();
    this.#left.delete(place);
    return counter;
  }

  /** A place did not become a store: what was counted is that of the next who tries. */
  leave(place: string, counter: Counter): void {
    this.#left.set(place, counter);
    const [oldest] = this.#left.keys();
    if (this.#left.size > maxPlaces && oldest !== undefined) this.#left.delete(oldest);
  }

  /** What a store has cost, what cost most first. */
  usage(store: string): Usage {
    const accounts = [...(this.#stores.get(store) ?? [])];
    const actions = accounts.map(([action, { tally, count, most }]): ActionUsage => {
      return { ...structuredClone(tally), action, runs: count, most };
    });
    return { total: this.#total(store), actions: actions.sort((a, b) => requestsOf(b) - requestsOf(a)) };
  }

  #total(store: string): Tally {
    const total = emptyTally();
    for (const { tally } of this.#stores.get(store)?.values() ?? []) addTally(total, tally);
    return total;
  }

  #add(store: string, { run, kind, up, down }: Counted): void {
    const accounts = this.#stores.get(store) ?? new Map<string, Account>();
    this.#stores.set(store, accounts);
    const account = accounts.get(run.action) ?? newAccount();
    accounts.set(run.action, account);
    account.tally.bytesUp += up;
    account.tally.bytesDown += down;
    if (kind !== null) {
      account.tally.requests[kind] += 1;
      const requests = (account.runs.get(run) ?? 0) + 1;
      account.runs.set(run, requests);
      if (requests === 1) account.count += 1;
      account.most = Math.max(account.most, requests);
    }
    this.#tell(store);
  }

  #tell(store: string): void {
    if (this.#due.has(store)) return;
    this.#due.add(store);
    setTimeout(() => {
      this.#due.delete(store);
      this.#events.emit({ kind: 'usage', store, total: this.#total(store) });
    }, telling).unref();
  }
}

function newAccount(): Account {
  return { tally: emptyTally(), runs: new WeakMap(), count: 0, most: 0 };
}
