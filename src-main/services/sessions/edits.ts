import { randomUUID } from 'node:crypto';
import { SessionManager } from '#core/session-manager.ts';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { artifactKey, placeOf, scratchKey, sessionFolder, summaryKey } from '#shared/format/layout.ts';
import type { JsonObject } from '#shared/format/python-json.ts';
import type { SessionFacts } from '#shared/model/session.ts';
import type { ByteSource, StorageBackend } from '#storage/backend.ts';
import { readInPieces } from '../content/read-pieces.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { readFacts } from './sessions.ts';

/** What a new session is made of. */
export interface NewSession {
  readonly id?: string | undefined;
  readonly agent: string;
  readonly workflow: string;
  readonly metadata: JsonObject;
}

/** Makes and changes sessions, nodes and artifacts. Nothing that exists is ever overwritten. */
export class SessionEdits {
  readonly #stores: StoreRegistry;

  constructor(stores: StoreRegistry) {
    this.#stores = stores;
  }

  /** Writes the record of a new session. Rejects `EXISTS` where anything lies in its folder. */
  async create(storeId: string, { id = randomUUID(), ...session }: NewSession): Promise<SessionFacts> {
    const { backend } = this.#stores.writer(storeId, 'create');
    for await (const { entries } of backend.listAll(sessionFolder(id))) {
      if (entries.length > 0) throw exists(`Session “${id}”`, id);
    }
    await new SessionManager(backend).create({ id, ...session });
    return readFacts(backend, id, {});
  }

  /** Patches the status in the record's text; every other byte stays. */
  async setStatus(storeId: string, id: string, status: string): Promise<SessionFacts> {
    const { backend } = this.#stores.writer(storeId, 'save');
    await new SessionManager(backend).updateStatus(id, status);
    return readFacts(backend, id, {});
  }

  /** Makes an empty scratch or summary. Rejects `EXISTS` where there is one. */
  async createNode(
    storeId: string,
    node: { session: string; workflow: string; node: string; part: 'scratch' | 'summary' },
  ): Promise<{ key: string }> {
    const key = (node.part === 'scratch' ? scratchKey : summaryKey)(node.session, node.workflow, node.node);
    // `artifacts` is never a workflow, and a name that would be read back as another is refused.
    const place = placeOf(key);
    if (place.kind !== node.part || place.workflow !== node.workflow || place.node !== node.node) {
      const message = `A node “${node.node}” of workflow “${node.workflow}” could not be told from something else. Choose another name.`;
      throw new StoreError('INVALID_NAME', message, { where: key });
    }
    const { backend } = this.#stores.writer(storeId, 'create');
    await writeNew(backend, key, new Uint8Array(), 'text/plain; charset=utf-8');
    return { key };
  }

  /** Copies an artifact to its new name and removes the old one, if it is still the one that was copied. */
  async renameArtifact(
    storeId: string,
    { session, from, to }: { session: string; from: string; to: string },
  ): Promise<{ key: string }> {
    const { backend } = this.#stores.writer(storeId, 'rename');
    const oldKey = artifactKey(session, from);
    const key = artifactKey(session, to);
    if (!(await backend.exists(oldKey))) {
      throw new StoreError('NOT_FOUND', `The artifact “${from}” is gone.`, { where: oldKey });
    }
    const { version, contentType } = await backend.readBytes(oldKey, { range: { start: 0, end: 0 } });
    const source = readInPieces(backend, oldKey, {});
    await writeNew(backend, key, source.pieces, contentType ?? undefined);
    try {
      await backend.delete(oldKey, { ifVersion: source.version() || version });
    } catch (error) {
      if (!isStoreError(error)) throw error;
      const message = `“${from}” was copied to “${to}”, but is still there too: ${error.message} Delete the one that you do not want.`;
      throw new StoreError(error.code, message, { ...error.data, where: oldKey }, { cause: error });
    }
    return { key };
  }
}

async function writeNew(
  backend: StorageBackend,
  key: string,
  bytes: Uint8Array | ByteSource,
  contentType: string | undefined,
): Promise<void> {
  try {
    await backend.writeBytes(key, bytes, { ifAbsent: true, contentType });
  } catch (error) {
    if (isStoreError(error, 'CONFLICT') && !error.data.mayBeDone) throw exists(`“${key}”`, key);
    throw error;
  }
}

function exists(what: string, where: string): StoreError {
  return new StoreError('EXISTS', `${what} exists already. Nothing was changed.`, { where });
}
