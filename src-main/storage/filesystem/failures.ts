import { type ErrorCode, StoreError } from '#shared/errors.ts';

/** What an error of the system means to the user, and what it is called in the store's own terms. */
const meanings: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['NOT_FOUND', 'it is not there'],
  EACCES: ['FORBIDDEN', 'your user may not do that there'],
  EPERM: ['FORBIDDEN', 'the system does not permit it'],
  EROFS: ['READ_ONLY', 'the disk is read-only'],
  ENOSPC: ['NO_SPACE', 'the disk is full'],
  EDQUOT: ['NO_SPACE', 'your share of the disk is used up'],
  EFBIG: ['TOO_LARGE', 'the file would be larger than the disk or a limit allows'],
  ENAMETOOLONG: ['INVALID_NAME', 'the name is too long for this disk'],
  EILSEQ: ['INVALID_NAME', 'this disk cannot hold such a name'],
  EINVAL: ['INVALID_NAME', 'this disk refuses such a name'],
  ENOTDIR: ['NOT_A_FILE', 'a part of its path is a file and not a folder'],
  EEXIST: ['NOT_A_FILE', 'something that is no folder is in the way'],
  EISDIR: ['NOT_A_FILE', 'it is a folder'],
  ELOOP: ['NOT_A_FILE', 'its links lead in a circle, or it has just become a link'],
  ENXIO: ['NOT_A_FILE', 'it is a device or a pipe'],
  EBUSY: ['BUSY', 'another program is using it'],
  ETXTBSY: ['BUSY', 'it is a program that is running'],
  EMFILE: ['BUSY', 'too many files are open'],
  ENFILE: ['BUSY', 'too many files are open'],
  EIO: ['UNREACHABLE', 'the disk answered with an error'],
  ENODEV: ['UNREACHABLE', 'the disk is gone'],
  ESTALE: ['UNREACHABLE', 'the network drive has lost it; open the folder again'],
  ENOTCONN: ['UNREACHABLE', 'the network drive is not connected'],
  EHOSTDOWN: ['UNREACHABLE', 'the network drive does not answer'],
  ETIMEDOUT: ['TIMEOUT', 'the network drive did not answer in time'],
};

const makeRoom = ' Make room there and try again.';
const askForRights = ' Give it the right to write and try again.';

/** What to do about a change that failed. */
const advice: Readonly<Record<string, string>> = {
  ENOSPC: makeRoom,
  EDQUOT: makeRoom,
  EACCES: askForRights,
  EPERM: askForRights,
  EROFS: ' Make it writable and try again.',
  EBUSY: ' Close it there and try again.',
  ETXTBSY: ' Close it there and try again.',
  EMFILE: ' Close some and try again.',
  ENFILE: ' Close some and try again.',
};

/** True for an error of the system with one of these codes. */
export function isErrno(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}

/** Whether the system refused something, or a check did; anything else is a defect. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof Error && 'code' in error);
}

/** Turns whatever was thrown into a StoreError that says what was being done to which key. */
export function toStoreError(error: unknown, doing: string, key: string): StoreError {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const [code, reason] = meanings[name] ?? ['INTERNAL', `the system answered ${name}`];
  const what = key === '' ? 'the store' : `“${key}”`;
  const changes = doing === 'write' || doing === 'delete';
  return new StoreError(
    code,
    `Could not ${doing} ${what}: ${reason}.${changes ? (advice[name] ?? '') : ''}`,
    { where: key, cause: name },
    { cause: error },
  );
}

/** The key is that of something that has no bytes to read: a folder, a pipe, a socket, a device. */
export function notAFile(key: string, what: string): StoreError {
  return new StoreError('NOT_A_FILE', `“${key}” is ${what}, not a file.`, { where: key });
}

/** A link leads out of the store. */
export function outside(key: string): StoreError {
  const message = `“${key}” is, or lies behind, a link that leads out of the store, and is left alone.`;
  return new StoreError('OUTSIDE_STORE', message, { where: key });
}

/** The folder of a store was there and is not any more. */
export function rootGone(root: string): StoreError {
  const message = `The folder of this store, “${root}”, is not there any more: it was moved, renamed or deleted, or its disk was taken out. Bring it back, or open it where it is now.`;
  return new StoreError('UNREACHABLE', message, { where: root, cause: 'ENOENT' });
}
