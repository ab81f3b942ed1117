import { isStoreError, StoreError } from '#shared/errors.ts';
import { recordKey, sessionFolder } from '#shared/format/layout.ts';
import { factsOf, factsWithoutRecord, readRecord } from '#shared/format/record.ts';
import type { SessionContents, SessionFacts, SessionPage } from '#shared/model/session.ts';
import type { CallOptions, Entry, ListingProblem, ReadableBackend } from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import { inParallel } from '../in-parallel.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { arrangeContents } from './arrange-contents.ts';
import type { DefinitionsService } from './definitions.ts';
import type { FirstPages } from './first-pages.ts';

/** Records larger than this are damaged or not records; they are named as such instead of being read. */
const maxRecordBytes = 1024 * 1024;
/** A session with more files than this is listed in part, and says so. */
const maxFiles = 20_000;
/** Records read at once; a bucket answers them side by side, a folder's worker one by one. */
const parallelReads = 16;

/** Lists sessions, a page at a time, and looks into single ones. */
export class SessionService {
  readonly #stores: StoreRegistry;
  readonly #definitions: DefinitionsService;
  readonly #firstPages: FirstPages;

  constructor(stores: StoreRegistry, definitions: DefinitionsService, firstPages: FirstPages) {
    this.#firstPages = firstPages;
    this.#stores = stores;
    this.#definitions = definitions;
  }

  /** A page of candidates: the folders below `sessions/`, not looked into. */
  async page(
    storeId: string,
    request: { cursor: string | null; limit: number; startsWith: string },
    options: CallOptions,
  ): Promise<SessionPage> {
    const { backend } = this.#stores.reader(storeId);
    const { cursor, limit, startsWith } = request;
    try {
      const level =
        this.#firstPages.take(storeId, request) ??
        (await backend.listLevel('sessions', { ...options, cursor, limit, startsWith, namesOnly: true }));
      return {
        ids: [...level.folders],
        cursor: level.cursor,
        total: level.totals?.folders ?? null,
        problems: level.problems.map((problem) => ({ ...problem })),
      };
    } catch (error) {
      // A store without sessions is an empty one.
      if (error instanceof StoreError && error.code === 'NOT_FOUND') {
        return { ids: [], cursor: null, total: 0, problems: [] };
      }
      throw error;
    }
  }

  /**
   * The facts of one session, wherever it stands among however many; null where there is none of that id. Takes one
   * request in a bucket, and another only where there is no record: a session may be without. A record that is damaged
   * or too large is an answer; one that could not be asked for says nothing of whether it is there, and rejects.
   */
  async find(storeId: string, id: string, options: CallOptions): Promise<SessionFacts | null> {
    if (id.includes('/')) return null;
    const { backend } = this.#stores.reader(storeId);
    const record = await recordOf(backend, id, options);
    if (record) return record;
    for await (const { entries } of backend.listAll(sessionFolder(id), options)) {
      return entries.length > 0 ? factsWithoutRecord(id) : null;
    }
    return null;
  }

  /** What the rows of the given sessions show; a damaged record is an answer and not an error. */
  facts(storeId: string, ids: readonly string[], options: CallOptions): Promise<SessionFacts[]> {
    const { backend } = this.#stores.reader(storeId);
    return inParallel(ids, parallelReads, (id) => readFacts(backend, id, options));
  }

  /** Everything below one session's folder, in its places. */
  async contents(storeId: string, id: string, options: CallOptions): Promise<SessionContents> {
    const { backend } = this.#stores.reader(storeId);
    const files: Entry[] = [];
    const problems: ListingProblem[] = [];
    let truncated = false;
    for await (const batch of backend.listAll(sessionFolder(id), options)) {
      files.push(...batch.entries);
      problems.push(...batch.problems);
      truncated = files.length > maxFiles;
      if (truncated) break;
    }
    if (files.length === 0 && problems.length === 0) {
      throw new StoreError('NOT_FOUND', `Session “${id}” is gone: nothing lies in its folder any more.`, {
        where: id,
      });
    }
    const [facts, definitions] = await Promise.all([
      readFacts(backend, id, options),
      orCancelled(this.#definitions.of(storeId), options.signal, id).catch(noneUnlessStopped),
    ]);
    return arrangeContents({ id, facts, files: files.slice(0, maxFiles), problems, truncated, definitions });
  }
}

/** Without definitions the nodes stand by time, which is no reason to hide a session. */
function noneUnlessStopped(error: unknown): [] {
  if (isStoreError(error) && error.code !== 'CANCELLED') return [];
  throw error;
}

/** The facts of one session's record, whatever state it is in, and where it cannot be read. */
export async function readFacts(
  backend: ReadableBackend,
  id: string,
  options: CallOptions,
): Promise<SessionFacts> {
  try {
    return (await recordOf(backend, id, options)) ?? factsWithoutRecord(id);
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return { ...factsWithoutRecord(id), problem: error.message };
  }
}

/** The facts of a record that is there, damaged or not; null where there is none. Rejects where it cannot be known. */
async function recordOf(
  backend: ReadableBackend,
  id: string,
  options: CallOptions,
): Promise<SessionFacts | null> {
  try {
    const { bytes, modifiedAt } = await backend.readBytes(recordKey(id), {
      ...options,
      maxBytes: maxRecordBytes,
    });
    return factsOf(id, readRecord(bytes), modifiedAt);
  } catch (error) {
    if (isStoreError(error, 'NOT_FOUND')) return null;
    const isThere = isStoreError(error, 'TOO_LARGE') || isStoreError(error, 'NOT_A_FILE');
    if (!isThere) throw error;
    return { ...factsWithoutRecord(id), problem: error.message };
  }
}
