import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import pLimit from 'p-limit';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { isStoreError, type StoreError } from '#shared/errors.ts';
import { type Desk, type Expected, nothing, type Operation, type State } from '../operations.ts';

/** Above the size from which uploads go in parts. */
const large = 9 * 1024 * 1024;
/** All servers are in one process, and so many bytes at once would keep them from answering in time. */
const turns = pLimit(4);

async function removeNow({ services, store }: Desk, target: DeletionTarget): Promise<string> {
  let id = '';
  for await (const step of services.deletion.run(store, target, {})) {
    if (step.kind === 'done') id = step.deleted.id;
  }
  return id;
}

export function remove(desk: Desk, key: string): Operation {
  return {
    kind: 'delete',
    leaves: [null],
    async run() {
      await removeNow(desk, { kind: 'files', keys: [key] });
      return new Map([[key, null]]);
    },
  };
}

/** Deletes a file and puts it back. */
export function removeAndUndo(desk: Desk, key: string): Operation {
  return {
    kind: 'delete and undo',
    async run() {
      const id = await removeNow(desk, { kind: 'files', keys: [key] });
      desk.acknowledgeGone(key);
      const { kept } = await desk.services.deletion.undo(id, {});
      // Somebody else may have come since.
      const isBack = (state: State) => state !== null && desk.had(key, state);
      return new Map([[key, kept.length > 0 ? () => true : isBack]]);
    },
  };
}

/** Deletes all files of a session. */
export function removeSession(desk: Desk, session: string): Operation {
  return {
    kind: 'delete a session',
    leaves: [null],
    tells: ({ message }, changed) => message.includes(` ${changed.length} of `),
    async run() {
      const keys = desk.keys().filter((key) => key.startsWith(`sessions/${session}/`));
      await removeNow(desk, { kind: 'session', session });
      return new Map(keys.map((key): [string, Expected] => [key, null]));
    },
  };
}

async function versionOf({ services, store }: Desk, key: string): Promise<string | null> {
  try {
    return (await services.documents.open(store, key, {})).version;
  } catch (error) {
    if (isStoreError(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

/** Brings back one of the versions that are kept, by the app or by the bucket. */
export function restore(desk: Desk, key: string): Operation {
  const { services, store, random } = desk;
  const at = random.next();
  return {
    kind: 'restore',
    async run() {
      const { versions } = await services.history.timeline(store, key, { cursor: null, limit: 50 }, {});
      const kept = versions.filter((version) => version.kept !== 'no' && version.size !== null);
      const version = kept[Math.floor(at * kept.length)];
      const base = await versionOf(desk, key);
      if (!version) return nothing;
      const wanted = await buffer((await services.history.bytesOf(store, key, version.id, {})).read());
      await services.history.restore(store, key, { id: version.id, base, saveId: randomUUID() });
      return new Map([[key, wanted]]);
    },
  };
}

/** Writes a file of which not all is at hand at once. */
export function upload(desk: Desk, key: string): Operation {
  return { kind: 'upload', ...uploading(desk, key, desk.random.between(1, 100_000)) };
}

/** Writes a file that is too large to go up whole. */
export function uploadInParts(desk: Desk, key: string): Operation {
  const { run, ...others } = uploading(desk, key, large);
  return { kind: 'upload in parts', ...others, run: () => turns(run) };
}

function uploading({ services, store, random }: Desk, key: string, size: number): Omit<Operation, 'kind'> {
  const bytes = Buffer.alloc(size, `upload ${random.below(1e9)} `);
  return {
    leaves: [bytes],
    async run() {
      const { backend } = services.stores.writer(store, 'upload');
      const there = await backend.stat(key);
      const condition = there?.version ? { ifVersion: there.version } : ({ ifAbsent: true } as const);
      await backend.writeBytes(key, piecesOf(bytes), { ...condition, contentType: 'text/plain' });
      return new Map([[key, bytes]]);
    },
  };
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1024 * 1024) yield bytes.subarray(at, at + 1024 * 1024);
}

/** Gives an artifact another name. */
export function rename(
  { services, store, stored }: Desk,
  [from = '', to = '']: readonly string[],
): Operation {
  const nameOf = (key: string) => key.split('/').at(-1) ?? '';
  const before = stored(from);
  return {
    kind: 'rename',
    leaves: [before, null],
    tells: ({ message }: StoreError, changed) =>
      message.includes('was copied to') && changed.every((key) => key === to),
    async run() {
      const names = { session: 's0', from: nameOf(from), to: nameOf(to) };
      await services.sessionEdits.renameArtifact(store, names);
      return new Map<string, Expected>([
        [from, null],
        [to, before],
      ]);
    },
  };
}
