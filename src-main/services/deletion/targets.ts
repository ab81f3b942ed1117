import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import { scratchKey, sessionFolder, summaryKey } from '#shared/format/layout.ts';
import type { CallOptions, Entry, ReadableBackend } from '#storage/backend.ts';

/** The files of a target, with what to call it. Rejects `NOT_FOUND` where there is none. */
export async function filesOf(
  backend: ReadableBackend,
  target: DeletionTarget,
  options: CallOptions,
): Promise<{ what: string; files: Entry[] }> {
  const found = await find(backend, target, options);
  if (found.files.length === 0) {
    throw new StoreError('NOT_FOUND', `${found.what} is gone already, so there is nothing to delete.`);
  }
  return found;
}

async function find(backend: ReadableBackend, target: DeletionTarget, options: CallOptions) {
  switch (target.kind) {
    case 'session': {
      const files: Entry[] = [];
      for await (const batch of backend.listAll(sessionFolder(target.session), options)) {
        const [problem] = batch.problems;
        if (problem) {
          const message = `The session cannot be deleted, because part of it cannot be read: ${problem.message}`;
          throw new StoreError('FORBIDDEN', message, { where: problem.key });
        }
        files.push(...batch.entries);
      }
      return { what: `Session ${target.session}`, files };
    }
    case 'node': {
      const { session, workflow, node } = target;
      const keys = [scratchKey(session, workflow, node), summaryKey(session, workflow, node)];
      return { what: `Node ${node}`, files: await present(backend, keys, options) };
    }
    case 'files': {
      const [first = ''] = target.keys;
      const what = target.keys.length === 1 ? baseName(first) : `${target.keys.length} files`;
      return { what, files: await present(backend, target.keys, options) };
    }
  }
}

async function present(
  backend: ReadableBackend,
  keys: readonly string[],
  options: CallOptions,
): Promise<Entry[]> {
  const files: Entry[] = [];
  for (const key of keys) {
    const entry = await backend.stat(key, options);
    if (entry) files.push(entry);
  }
  return files;
}
