import { execFileSync, spawnSync } from 'node:child_process';
import { constants } from 'node:fs';
import { chmod, chown, link, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { asynchronousDriver, type FileDriver } from '#storage/filesystem/driver.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { childOf } from './children/run.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();
const isRoot = process.getuid?.() === 0;

describe('a save', () => {
  test('leaves no temp file, and puts none below sessions', async () => {
    const { store, storage } = folders();
    const seen = new Set<string>();
    const driver: FileDriver = {
      ...asynchronousDriver,
      linkAndReplace: async (name, aside, by, ino) => {
        for (const name of await readdir(store)) seen.add(name.replace(/-[^-]*$/, ''));
        expect(await readdir(`${store}/sessions`)).toEqual(['a']);
        expect(await readdir(`${store}/sessions/a`)).toEqual(['file']);
        return asynchronousDriver.linkAndReplace(name, aside, by, ino);
      },
    };
    await storage(driver).write('sessions/a/file', 'one', { ifAbsent: true });
    const { version } = await storage(driver).readBytes('sessions/a/file');
    await storage(driver).write('sessions/a/file', 'two', { ifVersion: version });
    expect([...seen].some((name) => name.startsWith('.agentflow-tmp-new'))).toBe(true);
    expect(await readdir(store)).toEqual(['sessions']);
  });

  test('never lists a temp file, nor lets one be made under such a name', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/.agentflow-tmp-new-0123abcd.1-aa`, 'half');
    expect(await storage().list('')).toEqual([]);
    expect((await storage().listLevel('')).files).toEqual([]);
    expect(await codeOf(storage().write('.agentflow-tmp-x', 'x'))).toBe('INVALID_NAME');
  });

  test('that fails leaves no folders that it made, and those that were there', async () => {
    const { store, storage } = folders();
    await mkdir(`${store}/sessions/empty`, { recursive: true });
    const driver = {
      ...asynchronousDriver,
      rename: () => Promise.reject(Object.assign(new Error('rename'), { code: 'EIO' })),
    };
    expect(await codeOf(storage(driver).write('sessions/empty/new/deep/file', 'x'))).toBe('UNREACHABLE');
    expect(await readdir(store)).toEqual(['sessions']);
    expect(await readdir(`${store}/sessions`)).toEqual(['empty']);
    expect(await readdir(`${store}/sessions/empty`)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('keeps the mode of the file', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/script.sh`, 'one');
    await chmod(`${store}/script.sh`, 0o754);
    await storage().write('script.sh', 'two');
    const { version } = await storage().readBytes('script.sh');
    await storage().write('script.sh', 'three', { ifVersion: version });
    expect((await stat(`${store}/script.sh`)).mode & 0o7777).toBe(0o754);
    await storage().write('new.md', 'x');
    expect((await stat(`${store}/new.md`)).mode & 0o7777).toBe(0o666 & ~process.umask());
  });

  test.runIf(isRoot)('keeps the owner of the file, and gives a new one the group of its folder', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/theirs`, 'one');
    await chown(`${store}/theirs`, 4321, 8765);
    await storage().write('theirs', 'two');
    expect(await stat(`${store}/theirs`)).toMatchObject({ uid: 4321, gid: 8765 });
    await mkdir(`${store}/shared`);
    await chown(`${store}/shared`, 0, 8765);
    await chmod(`${store}/shared`, 0o2775);
    await storage().write('shared/new', 'x');
    expect((await stat(`${store}/shared/new`)).gid).toBe(8765);
  });

  test('keeps hard links together', async () => {
    const { store, outside, storage } = folders();
    await writeFile(`${store}/one`, 'a long old text');
    await link(`${store}/one`, `${outside}/other`);
    const { version } = await storage().readBytes('one');
    await storage().write('one', 'new', { ifVersion: version });
    expect(await readFile(`${outside}/other`, 'utf8')).toBe('new');
    expect(await codeOf(storage().write('one', 'stale', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${outside}/other`, 'utf8')).toBe('new');
    expect(await readdir(store)).toEqual(['one']);
  });

  test.each(['before', 'after'])(
    'into a file with two names, to which somebody writes %s it is journalled: a conflict, and theirs stays',
    async (when) => {
      const { store, outside, storage } = folders();
      await writeFile(`${store}/one`, 'old');
      await link(`${store}/one`, `${outside}/other`);
      const { version } = await storage().readBytes('one');
      let syncs = 0;
      const driver = {
        ...asynchronousDriver,
        fsync: async (file: number) => {
          syncs += 1;
          // The draft is synced first, then the journal, then the folder.
          if (syncs === (when === 'before' ? 1 : 3)) await writeFile(`${outside}/other`, 'new');
          await asynchronousDriver.fsync(file);
        },
      };
      expect(await codeOf(storage(driver).write('one', 'mine', { ifVersion: version }))).toBe('CONFLICT');
      expect(await readFile(`${store}/one`, 'utf8')).toBe('new');
      expect(await readdir(store)).toEqual(['one']);
    },
  );

  test('of an unwritable file is refused', () => {
    const { store } = folders();
    execFileSync('sh', ['-c', 'echo old > "$1/a"; chmod 444 "$1/a"; chmod 777 "$1"', '-', store]);
    if (isRoot) execFileSync('chown', ['65534:65534', `${store}/a`]);
    const answer = childOf('write.ts', [store, 'a', 'new'], { unprivileged: true });
    expect(answer).toEqual({ code: 'FORBIDDEN' });
    expect(execFileSync('cat', [`${store}/a`], { encoding: 'utf8' })).toBe('old\n');
  });

  test('of another user’s file that others may write goes into that file', async () => {
    const { store } = folders();
    execFileSync('sh', ['-c', 'echo old > "$1/a"; chmod 666 "$1/a"; chmod 777 "$1"', '-', store]);
    const before = await stat(`${store}/a`);
    expect(childOf('write.ts', [store, 'a', 'new'], { unprivileged: true })).toHaveProperty('version');
    const after = await stat(`${store}/a`);
    expect([after.ino, after.uid, after.mode]).toEqual([before.ino, before.uid, before.mode]);
    expect(await readFile(`${store}/a`, 'utf8')).toBe('new');
    expect(await readdir(store)).toEqual(['a']);
  });
});

describe('a full disk', () => {
  test('in the middle of a write in place: the old text is put back', async () => {
    const { store, outside, storage } = folders();
    const old = 'old'.repeat(500_000);
    await writeFile(`${store}/linked`, old);
    await link(`${store}/linked`, `${outside}/other`);
    let target = -1;
    let full = false;
    const driver = {
      ...asynchronousDriver,
      open: async (path: string, flags: number, mode?: number) => {
        const file = await asynchronousDriver.open(path, flags, mode);
        if (path.endsWith('/linked') && flags & constants.O_RDWR) target = file;
        return file;
      },
      write: async (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => {
        if (file === target && position > 0 && !full) {
          full = true;
          throw Object.assign(new Error('write'), { code: 'ENOSPC' });
        }
        return asynchronousDriver.write(file, bytes, offset, length, position);
      },
    };
    expect(await codeOf(storage(driver).write('linked', 'NEW'.repeat(700_000)))).toBe('NO_SPACE');
    expect((await readFile(`${outside}/other`, 'utf8')) === old).toBe(true);
    expect(await readdir(store)).toEqual(['linked']);
  });

  test.runIf(isRoot && canMount())('leaves the old file whole and no temp file', async () => {
    const { store } = folders();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', store]);
    try {
      const storage = new FileSystemStorage(store);
      await storage.write('sessions/a/summary.md', 'old');
      await storage.write('linked', 'old linked');
      await link(`${store}/linked`, `${store}/linked too`);
      const large = new Uint8Array(400_000).fill(65);
      for (const key of ['sessions/a/summary.md', 'linked', 'sessions/new/file']) {
        const failure = await failureOf(storage.writeBytes(key, large));
        expect([failure.code, failure.data.cause]).toEqual(['NO_SPACE', 'ENOSPC']);
      }
      expect(await storage.read('sessions/a/summary.md')).toBe('old');
      expect(await storage.read('linked too')).toBe('old linked');
      expect((await readdir(store)).sort()).toEqual(['linked', 'linked too', 'sessions']);
      expect(await readdir(`${store}/sessions`)).toEqual(['a']);
    } finally {
      execFileSync('umount', [store]);
    }
  });

  test.skipIf(process.platform === 'win32')('or a limit on the size of files: the same', async () => {
    const { store, storage } = folders();
    await storage().write('a', 'old');
    const answer = childOf('write.ts', [store, 'a', '-'], { fileSizeLimit: 64, input: 'x'.repeat(200_000) });
    expect(answer).toEqual({ code: 'TOO_LARGE' });
    expect(await storage().read('a')).toBe('old');
    expect(await readdir(store)).toEqual(['a']);
  });
});

function canMount(): boolean {
  return spawnSync('unshare', ['-m', 'true']).status === 0;
}
