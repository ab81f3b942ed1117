import fs from 'node:fs';
import { promisify } from 'node:util';

/** The few calls to the system that a folder needs. There are two sets, so that one algorithm serves both. */
export interface FileDriver {
  open(path: string, flags: number, mode?: number): Promise<number>;
  close(file: number): Promise<void>;
  /** Returns how many bytes were read; 0 at the end. */
  read(file: number, into: Uint8Array, offset: number, length: number, position: number): Promise<number>;
  /** Returns how many bytes were written, which may be fewer than were given. */
  write(file: number, bytes: Uint8Array, offset: number, length: number, position: number): Promise<number>;
  fstat(file: number): Promise<fs.Stats>;
  fsync(file: number): Promise<void>;
  ftruncate(file: number, length: number): Promise<void>;
  fchmod(file: number, mode: number): Promise<void>;
  fchown(file: number, user: number, group: number): Promise<void>;
  /** Rejects unless the mode (of `fs.constants`) is permitted. */
  access(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<fs.Stats>;
  realpath(path: string): Promise<string>;
  readlink(path: string): Promise<string>;
  /** Entries with their types, in the order of the system. */
  readdir(path: string): Promise<fs.Dirent[]>;
  /** Makes the folder and those above it; returns the first that it made. */
  mkdir(path: string): Promise<string | undefined>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  /**
   * Links what has a name and renames another file over it, as close together as can be. False, and nothing is
   * replaced, where it is not the file with this inode any more: another program that has waited for the link to be
   * made comes right after it.
   */
  linkAndReplace(name: string, aside: string, by: string, ino: number): Promise<boolean>;
  /** The same, to take the name away. */
  linkAndUnlink(name: string, aside: string, ino: number): Promise<boolean>;
  symlink(text: string, path: string): Promise<void>;
  unlink(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  /** Lets others have a turn during long work. */
  breathe(): Promise<void>;
}

const read = promisify(fs.read);
const write = promisify(fs.write);
const readdir = promisify(fs.readdir);
const mkdir = promisify(fs.mkdir);
const symlink = promisify(fs.symlink);
const link = promisify(fs.link);
const lstat = promisify(fs.lstat);
const rename = promisify(fs.rename);
const unlink = promisify(fs.unlink);

/** For those who must not be blocked: the work is done by Node's I/O threads. */
export const asynchronousDriver: FileDriver = {
  open: promisify(fs.open),
  close: promisify(fs.close),
  read: async (...args) => (await read(...args)).bytesRead,
  write: async (...args) => (await write(...args)).bytesWritten,
  fstat: promisify(fs.fstat),
  fsync: promisify(fs.fsync),
  ftruncate: promisify(fs.ftruncate),
  fchmod: promisify(fs.fchmod),
  fchown: promisify(fs.fchown),
  access: promisify(fs.access),
  lstat,
  realpath: promisify(fs.realpath.native),
  readlink: promisify(fs.readlink),
  readdir: (path) => readdir(path, { withFileTypes: true }),
  mkdir: (path) => mkdir(path, { recursive: true }),
  rename,
  link,
  linkAndReplace: async (name, aside, by, ino) => {
    await link(name, aside);
    if ((await lstat(name)).ino !== ino) return false;
    await rename(by, name);
    return true;
  },
  linkAndUnlink: async (name, aside, ino) => {
    await link(name, aside);
    if ((await lstat(name)).ino !== ino) return false;
    await unlink(name);
    return true;
  },
  symlink: (text, path) => symlink(text, path),
  unlink,
  rmdir: promisify(fs.rmdir),
  breathe: async () => {},
};

/**
 * For a worker thread of its own: five times faster on many small files, and a dead mount takes none of the
 * four I/O threads that the whole process shares.
 */
export const synchronousDriver: FileDriver = {
  open: async (...args) => fs.openSync(...args),
  close: async (...args) => fs.closeSync(...args),
  read: async (...args) => fs.readSync(...args),
  write: async (...args) => fs.writeSync(...args),
  fstat: async (file) => fs.fstatSync(file),
  fsync: async (...args) => fs.fsyncSync(...args),
  ftruncate: async (...args) => fs.ftruncateSync(...args),
  fchmod: async (...args) => fs.fchmodSync(...args),
  fchown: async (...args) => fs.fchownSync(...args),
  access: async (...args) => fs.accessSync(...args),
  lstat: async (path) => fs.lstatSync(path),
  realpath: async (path) => fs.realpathSync.native(path),
  readlink: async (path) => fs.readlinkSync(path),
  readdir: async (path) => fs.readdirSync(path, { withFileTypes: true }),
  mkdir: async (path) => fs.mkdirSync(path, { recursive: true }),
  rename: async (...args) => fs.renameSync(...args),
  link: async (...args) => fs.linkSync(...args),
  linkAndReplace: async (name, aside, by, ino) => {
    fs.linkSync(name, aside);
    if (fs.lstatSync(name).ino !== ino) return false;
    fs.renameSync(by, name);
    return true;
  },
  linkAndUnlink: async (name, aside, ino) => {
    fs.linkSync(name, aside);
    if (fs.lstatSync(name).ino !== ino) return false;
    fs.unlinkSync(name);
    return true;
  },
  symlink: async (text, path) => fs.symlinkSync(text, path),
  unlink: async (...args) => fs.unlinkSync(...args),
  rmdir: async (path) => fs.rmdirSync(path),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};
