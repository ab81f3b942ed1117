import { appendFile, open, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { asynchronousDriver, type FileDriver } from '#storage/filesystem/driver.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

/** A driver in which another program acts right before or after one kind of call. */
function interrupted(
  call: 'rename' | 'unlink' | 'link',
  when: 'before' | 'after',
  act: (path: string) => Promise<void>,
): FileDriver {
  let acted = false;
  const once = async (path: string) => {
    if (acted || path.includes('lock-')) return;
    acted = true;
    await act(path);
  };
  const around = async (path: string, work: () => Promise<void>) => {
    if (when === 'before') await once(path);
    await work();
    if (when === 'after') await once(path);
  };
  const { rename, unlink, link } = asynchronousDriver;
  return {
    ...asynchronousDriver,
    ...(call === 'rename' && { rename: (a: string, b: string) => around(b, () => rename(a, b)) }),
    ...(call === 'link' && { link: (a: string, b: string) => around(b, () => link(a, b)) }),
    ...(call === 'unlink' && { unlink: (a: string) => around(a, () => unlink(a)) }),
  };
}

describe('another program that writes during a save', () => {
  test('before the old file is linked aside: a conflict, and its text stays', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'base');
    const driver = interrupted('link', 'before', () => writeFile(`${store}/a`, 'theirs'));
    const failure = await failureOf(storage(driver).write('a', 'mine', { ifVersion: version }));
    expect(failure.code).toBe('CONFLICT');
    expect(failure.data.currentVersion).toBe((await storage().readBytes('a')).version);
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
  });

  test('into the old file just before the new one takes its place: its text is put back', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'base');
    const driver = interrupted('rename', 'before', () => writeFile(`${store}/a`, 'theirs'));
    const failure = await failureOf(storage(driver).write('a', 'mine', { ifVersion: version }));
    expect(failure.code).toBe('CONFLICT');
    expect(failure.data.currentVersion).toBe((await storage().readBytes('a')).version);
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
    expect(await readdir(store)).toEqual(['a']);
  });

  test('and had opened the old file before: what it writes until the end of the save is put back', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'base');
    const theirs = await open(`${store}/a`, 'r+');
    const driver = interrupted('rename', 'after', async () => {
      await theirs.write('theirs', 0);
    });
    expect(await codeOf(storage(driver).write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
    await theirs.write(' and more', 6);
    await theirs.close();
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs and more');
  });

  test('by a rename of its own, before the check: a conflict, and its file stays', async () => {
    const { store, outside, storage } = folders();
    const { version } = await storage().write('a', 'base');
    await writeFile(`${outside}/new`, 'theirs');
    const driver = interrupted('link', 'after', () => rename(`${outside}/new`, `${store}/a`));
    expect(await codeOf(storage(driver).write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
  });

  test('a file that appears while a new one is made: a conflict, and it stays', async () => {
    const { store, storage } = folders();
    const driver = interrupted('link', 'before', () => writeFile(`${store}/a`, 'theirs'));
    expect(await codeOf(storage(driver).write('a', 'mine', { ifAbsent: true }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
  });

  test('into a file that is being deleted: it is put back', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('s/a/file', 'base');
    const driver = interrupted('unlink', 'before', () => appendFile(`${store}/s/a/file`, ' and theirs'));
    expect(await codeOf(storage(driver).delete('s/a/file', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/s/a/file`, 'utf8')).toBe('base and theirs');
    expect(await readdir(store)).toEqual(['s']);
  });
});

describe('a disk without hard links', () => {
  const driver: FileDriver = {
    ...asynchronousDriver,
    link: () => Promise.reject(Object.assign(new Error('link'), { code: 'EPERM' })),
  };

  test('still takes writes under a condition, and refuses stale ones', async () => {
    const { store, storage } = folders();
    const { version } = await storage(driver).write('a', 'one', { ifAbsent: true });
    expect(await codeOf(storage(driver).write('a', 'x', { ifAbsent: true }))).toBe('CONFLICT');
    await storage(driver).write('a', 'two', { ifVersion: version });
    expect(await codeOf(storage(driver).write('a', 'x', { ifVersion: version }))).toBe('CONFLICT');
    expect(await codeOf(storage(driver).delete('a', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('two');
    expect(await readdir(store)).toEqual(['a']);
  });
});

describe('a part of the store on another disk', () => {
  const driver: FileDriver = {
    ...asynchronousDriver,
    link: () => Promise.reject(Object.assign(new Error('link'), { code: 'EXDEV' })),
    rename: () => Promise.reject(Object.assign(new Error('rename'), { code: 'EXDEV' })),
  };

  test('is written in place', async () => {
    const { store, storage } = folders();
    const { version } = await storage(driver).write('a', 'one', { ifAbsent: true });
    await storage(driver).write('a', 'two', { ifVersion: version });
    await storage(driver).write('b', 'three');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('two');
    expect(await readFile(`${store}/b`, 'utf8')).toBe('three');
    expect(await readdir(store)).toEqual(['a', 'b']);
  });
});

describe('a version', () => {
  const large = 9 * 1024 * 1024;

  test('of a file that was changed to the same size and time is another', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'one');
    const past = new Date(Date.now() - 60_000);
    await utimes(`${store}/a`, past, past);
    await writeFile(`${store}/a`, 'two');
    await utimes(`${store}/a`, past, past);
    expect(await codeOf(storage().write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
  });

  test('of a large file that has settled goes by its facts', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/large`, new Uint8Array(large));
    const past = new Date(Date.now() - 60_000);
    await utimes(`${store}/large`, past, past);
    const { version } = await storage().readBytes('large', { range: { start: 0, end: 9 } });
    expect(version).toMatch(/^stat-/);
    expect((await storage().stat('large'))?.version).toBe(version);
    await storage().readBytes('large', { range: { start: 10, end: 19 }, ifVersion: version });
    await storage().write('large', 'small now', { ifVersion: version });
    expect(await codeOf(storage().delete('large', { ifVersion: version }))).toBe('CONFLICT');
  });

  test('of a large file that has just been written goes by its bytes, and listings give none', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/large`, new Uint8Array(large));
    const { version } = await storage().readBytes('large', { range: { start: 0, end: 9 } });
    expect(version).toMatch(/^sha256-/);
    expect((await storage().stat('large'))?.version).toBeNull();
    expect(await storage().delete('large', { ifVersion: version })).toBe(true);
  });

  test('that a write gives is good at once for the file in parts', async () => {
    const { storage } = folders();
    const store = storage();
    const written = await store.writeBytes('large', new Uint8Array(large).fill(7));
    const part = await store.readBytes('large', { range: { start: 5, end: 6 }, ifVersion: written.version });
    expect(part.version).toBe(written.version);
    expect([...part.bytes]).toEqual([7, 7]);
  });

  test('that nobody gave fits nothing', async () => {
    const { storage } = folders();
    await storage().write('a', 'one');
    for (const version of ['', 'stat-', 'sha256-', 'fresh-', '"etag"']) {
      expect(await codeOf(storage().write('a', 'x', { ifVersion: version }))).toBe('CONFLICT');
      expect(await codeOf(storage().readBytes('a', { ifVersion: version }))).toBe('CONFLICT');
    }
  });
});
