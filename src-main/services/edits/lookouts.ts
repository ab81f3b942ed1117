import type { AppEvent } from '#shared/model/app.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import type { Database } from '#workers/database/database.ts';
import type { AppEvents } from '../app/events.ts';
import type { Log } from '../app/log.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import type { LiveService } from '../live/live.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { Lookout } from './lookout.ts';

interface LookoutsParts {
  readonly stores: StoreRegistry;
  readonly database: Database;
  readonly keeper: FileKeeper;
  readonly live: LiveService;
  readonly events: AppEvents;
  readonly log: Log;
}

/** One lookout for each open store. */
export class Lookouts {
  readonly #parts: LookoutsParts;
  readonly #open = new Map<string, { backend: ReadableBackend; lookout: Lookout }>();
  readonly #stop: () => void;

  constructor(parts: LookoutsParts) {
    this.#parts = parts;
    this.#stop = parts.events.onEmit((event) => this.#onEvent(event));
  }

  close(): void {
    this.#stop();
    for (const store of [...this.#open.keys()]) this.#drop(store);
  }

  #onEvent(event: AppEvent): void {
    if (event.kind === 'stores') this.#renew();
    else if (event.kind === 'edits') this.#open.get(event.store)?.lookout.renew();
    else if (event.kind === 'changed' && event.outside !== false) {
      this.#open.get(event.store)?.lookout.changed(event.keys);
    }
  }

  #renew(): void {
    const { stores, database, keeper, live, log } = this.#parts;
    const now = new Map(stores.openStores().map(({ id, backend }) => [id, backend]));
    for (const [store, { backend }] of this.#open) if (now.get(store) !== backend) this.#drop(store);
    for (const [store, backend] of now) {
      if (this.#open.has(store)) continue;
      const follow = (keys: string[]) => live.followKeys('edits', store, keys);
      const isSeen = () => live.isSeen(store);
      const lookout = new Lookout({ store, backend, database, keeper, log, follow, isSeen });
      this.#open.set(store, { backend, lookout });
    }
  }

  #drop(store: string): void {
    const open = this.#open.get(store);
    this.#open.delete(store);
    open?.lookout.close();
  }
}
