import { isStoreError, StoreError } from '#shared/errors.ts';
import { sessionFolder } from '#shared/format/layout.ts';
import type { Progress } from '#shared/model/app.ts';
import type { PastSession, PastSessions } from '#shared/model/past-session.ts';
import type { CallOptions, KeepsVersions, PastState } from '#storage/backend.ts';
import type { Costs, Estimate } from '../meter/costs.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { deletedFiles, livingFiles } from './deleted-files.ts';
import { restoreCost, restoreFile, type Wanted } from './restore-file.ts';
import { searchDeleted } from './search.ts';

export type RestoreStep = Progress | { kind: 'done'; restored: number; kept: string[] };

/** So many pages of states of one session are looked at, 1,000 each. */
const maxPages = 100;

/** Finds what was deleted, by whomever, in a bucket that keeps versions, and brings it back. */
export class DeletedSessionsService {
  readonly #stores: StoreRegistry;
  readonly #costs: Costs;

  constructor(stores: StoreRegistry, costs: Costs) {
    this.#stores = stores;
    this.#costs = costs;
  }

  /** Whether the store itself keeps what is replaced and deleted. */
  async keeps(store: string, options: CallOptions): Promise<KeepsVersions> {
    return (await this.#stores.reader(store).backend.past?.keeps(options)) ?? 'no';
  }

  /** A step of the search for deleted sessions. */
  search(
    store: string,
    place: { startsWith: string; cursor: string | null },
    options: CallOptions,
  ): Promise<PastSessions> {
    const { backend, past } = this.#reader(store);
    return searchDeleted(backend, past, place, options);
  }

  /**
   * The deleted files of a session, whether it is gone or not. Rejects `COSTLY` where it has so many states that it
   * may take more requests than nobody has agreed to.
   */
  async files(
    store: string,
    session: string,
    { agreed = false, ...options }: CallOptions & { agreed?: boolean },
  ): Promise<PastSession> {
    const { backend, past } = this.#reader(store);
    const states: PastState[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < maxPages && (pages === 0 || cursor !== null); pages++) {
      const page = await past.below(sessionFolder(session), { ...options, cursor });
      states.push(...page.states);
      cursor = page.cursor;
      // How many there are is told by no answer.
      if (cursor !== null) await this.#costs.check(backend, lookCost(session), agreed);
    }
    return {
      keeps: await past.keeps(options),
      files: deletedFiles(states),
      living: livingFiles(states),
      complete: cursor === null,
    };
  }

  /** Writes files as they were where none is now; the session's record last, so that what is half back has none. */
  async *restore(
    store: string,
    session: string,
    files: readonly Wanted[],
    { agreed = false, ...options }: CallOptions & { agreed?: boolean },
  ): AsyncGenerator<RestoreStep> {
    const { backend: from, past } = this.#reader(store);
    const { backend: to } = this.#stores.writer(store, 'restore');
    await this.#costs.check(to, restoreCost(files), agreed);
    const folder = `${sessionFolder(session)}/`;
    const kept: string[] = [];
    let restored = 0;
    for (const [done, file] of inOrder(files, `${folder}session.json`).entries()) {
      if (!file.key.startsWith(folder)) throw elsewhere(file.key);
      yield { kind: 'progress', done, total: files.length, what: `Bringing back ${file.key}` };
      try {
        await restoreFile({ from, past, to }, file, options);
        restored += 1;
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT')) throw cutShort(error, restored, files.length);
        kept.push(file.key);
      }
    }
    yield { kind: 'done', restored, kept };
  }

  #reader(store: string) {
    const { backend, name } = this.#stores.reader(store);
    const { past } = backend;
    if (past) return { backend, past };
    const message = `“${name}” is no bucket, so it keeps nothing of what others have deleted.`;
    throw new StoreError('UNSUPPORTED', message, { where: name });
  }
}

function lookCost(session: string): Estimate {
  return {
    what: `To look for the deleted files of session “${session}”`,
    requests: maxPages,
    why: 'It has had more than 1,000 states of files, and each request tells of so many. It may turn out to be fewer.',
  };
}

/** The last one of these files last. */
function inOrder(files: readonly Wanted[], last: string): Wanted[] {
  return [...files.filter(({ key }) => key !== last), ...files.filter(({ key }) => key === last)];
}

function elsewhere(key: string): StoreError {
  return new StoreError('INVALID', `“${key}” is no file of this session.`, { where: key });
}

/** A failure between two files says how far it came. */
function cutShort(error: unknown, restored: number, all: number): unknown {
  if (!isStoreError(error) || restored === 0) return error;
  const how = `${restored} of ${all} files are back; the others can be brought back still.`;
  return new StoreError(error.code, `${error.message} ${how}`, error.data, { cause: error });
}
