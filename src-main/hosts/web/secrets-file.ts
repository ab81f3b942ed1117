import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import pLimit from 'p-limit';
import { z } from 'zod';
import { writePrivately } from '#services/app/private-file.ts';
import { underLock } from '#services/app/process-lock.ts';
import type { SecretStore } from '#services/app/secrets.ts';
import { StoreError } from '#shared/errors.ts';

/** Secrets by name. */
const fileSchema = z.record(z.string(), z.string());

type Secrets = z.infer<typeof fileSchema>;

/**
 * Secrets in a file that the user names. Nothing encrypts it, so it has to be one that nobody else can read: a regular
 * file of this user with mode 0600. Made where there is none. Rejects `INVALID` for any other. Several processes may use
 * one: each change is made to what stands in it by then, under a lock beside it.
 */
export async function openSecretsFile(path: string): Promise<SecretStore> {
  await make(path);
  await read(path);
  const inTurn = pLimit(1);
  const change = (next: (secrets: Secrets) => Secrets) =>
    inTurn(() => locked(path, async () => write(path, next(await read(path)))));
  return {
    get: (name) => inTurn(async () => (await read(path))[name] ?? null),
    set: (name, value) => change((secrets) => ({ ...secrets, [name]: value })),
    delete: (name) => change(({ [name]: _, ...rest }) => rest),
  };
}

/** Makes an empty one, unless there is something. */
async function make(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw refused(path, `it could not be made (${code})`);
  }
}

async function read(path: string): Promise<Secrets> {
  const file = await openAsIs(path);
  try {
    await check(file, path);
    const text = await file.readFile('utf8');
    return text === '' ? {} : fileSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    // What stands in it is not repeated: it may be secret.
    throw refused(path, 'it holds something else than this app has written');
  } finally {
    await file.close();
  }
}

/** A link could be led elsewhere by somebody else, and a pipe would never answer. */
async function openAsIs(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refused(path, code === 'ELOOP' ? 'it is a link' : `it could not be read (${code})`);
  }
}

async function check(file: FileHandle, path: string): Promise<void> {
  const facts = await file.stat();
  if (!facts.isFile()) throw refused(path, 'it is no regular file');
  // Windows knows neither; a file there has the rights of its folder.
  if (process.getuid === undefined) return;
  if (facts.uid !== process.getuid()) throw refused(path, 'it belongs to another user');
  const mode = facts.mode & 0o777;
  if (mode === 0o600) return;
  const found = mode.toString(8).padStart(4, '0');
  throw refused(path, `its mode is ${found}, and has to be 0600 (chmod 600)`);
}

async function locked(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await underLock(`${path}.lock`, work);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw refused(path, `it could not be written (${code}), so the keys were not kept`);
  }
}

function write(path: string, secrets: Secrets): Promise<void> {
  return writePrivately(path, `${JSON.stringify(secrets, null, 2)}\n`);
}

function refused(path: string, why: string): StoreError {
  return new StoreError('INVALID', `The file for secrets, “${path}”, cannot be used: ${why}.`, {
    where: path,
  });
}
