import {
  appendFile,
  type FileHandle,
  open as open_,
  readdir,
  readFile,
  rename,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { asynchronousDriver, type FileDriver } from '#storage/filesystem/driver.ts';
import type { FileSystemStorage } from '#storage/filesystem/index.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

type Call = 'rename' | 'unlink' | 'link';

/** A driver in which another program acts right before or after the first of one kind of call. */
function interrupted(call: Call, when: 'before' | 'after', act: (path: string) => Promise<void>): FileDriver {
  let acted = false;
  const around = async (kind: Call, path: string, work: () => Promise<void>) => {
    const now = kind === call && !acted && !path.includes('lock-') && !path.includes('tmp-old');
    if (now && when === 'before') {
      acted = true;
      await act(path);
    }
    await work();
    if (now && when === 'after') {
      acted = true;
      await act(path);
    }
  };
  return driverOf({
    rename: (from, to) => around('rename', to, () => asynchronousDriver.rename(from, to)),
    link: (from, to) => around('link', from, () => asynchronousDriver.link(from, to)),
    unlink: (path) => around('unlink', path, () => asynchronousDriver.unlink(path)),
  });
}

/** A driver with some calls of one's own, from which the joint ones are put together, too. */
function driverOf(own: Partial<Pick<FileDriver, Call>>): FileDriver {
  const { rename, link, unlink } = { ...asynchronousDriver, ...own };
  return {
    ...asynchronousDriver,
    ...own,
    linkAndReplace: async (name, aside, by, ino) => {
      await link(name, aside);
      if ((await stat(name)).ino !== ino) return false;
      await rename(by, name);
      return true;
    },
    linkAndUnlink: async (name, aside, ino) => {
      await link(name, aside);
      if ((await stat(name)).ino !== ino) return false;
      await unlink(name);
      return true;
    },
  };
}

/** A storage, and what it hands out. */
function keeping(storage: FileSystemStorage): { storage: FileSystemStorage; kept: string[] } {
  const kept: string[] = [];
  storage.onDisplaced(async ({ key, bytes }) => {
    kept.push(`${key}: ${Buffer.from(bytes)}`);
  });
  return { storage, kept };
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
    const theirs = await open_(`${store}/a`, 'r+');
    const driver = interrupted('rename', 'after', async () => {
      await theirs.write('theirs', 0);
    });
    expect(await codeOf(storage(driver).write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
    await theirs.write(' and more', 6);
    await theirs.close();
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs and more');
  });

  test.each([
    ['write', 'once its old file is linked aside', 'after'],
    ['delete', 'once its old file is linked aside', 'after'],
    ['write', 'after its check', 'before'],
    ['delete', 'after its check', 'before'],
  ] as const)('by a rename during a %s, %s: a conflict, and its file stays', async (change, _, moment) => {
    const { store, outside, storage } = folders();
    const { version } = await storage().write('a', 'base');
    await writeFile(`${outside}/new`, 'theirs');
    const driver = interrupted('link', moment, () => rename(`${outside}/new`, `${store}/a`));
    const condition = { ifVersion: version };
    const changed =
      change === 'write'
        ? storage(driver).write('a', 'mine', condition)
        : storage(driver).delete('a', condition);
    expect(await codeOf(changed)).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
    expect(await readdir(store)).toEqual(['a']);
  });

  test('twice, before and after the new file has taken its place: the last stays, the first is handed out', async () => {
    const { store, outside, storage } = folders();
    const { version } = await storage().write('a', 'base');
    await writeFile(`${outside}/last`, 'their last');
    let times = 0;
    const driver = driverOf({
      rename: async (from, to) => {
        if (to.includes('tmp-') || times++ > 0) return asynchronousDriver.rename(from, to);
        await writeFile(`${store}/a`, 'their first');
        await asynchronousDriver.rename(from, to);
        await rename(`${outside}/last`, `${store}/a`);
      },
    });
    const { storage: open, kept } = keeping(storage(driver));
    const failure = await failureOf(open.write('a', 'mine', { ifVersion: version }));
    expect(failure.code).toBe('CONFLICT');
    expect(failure.data.currentVersion).toBe((await storage().readBytes('a')).version);
    expect(await readFile(`${store}/a`, 'utf8')).toBe('their last');
    expect(kept).toEqual(['a: their first']);
    expect(await readdir(store)).toEqual(['a']);
  });

  test('into the new file while the old one is put back: it is handed out', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'base');
    let renames = 0;
    const driver = driverOf({
      rename: async (from, to) => {
        renames += 1;
        if (renames === 1) await writeFile(`${store}/a`, 'theirs');
        else await appendFile(`${store}/a`, ' and theirs');
        await asynchronousDriver.rename(from, to);
      },
    });
    const { storage: open, kept } = keeping(storage(driver));
    expect(await codeOf(open.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
    expect(kept).toEqual(['a: mine and theirs']);
  });

  test('into the new file, which it has just emptied while the old one is put back: all is handed out', async () => {
    const { store, storage } = folders();
    const { version } = await storage().write('a', 'base');
    let renames = 0;
    let theirs: FileHandle | undefined;
    const driver = driverOf({
      rename: async (from, to) => {
        renames += 1;
        if (renames === 1) await writeFile(`${store}/a`, 'theirs');
        else theirs = await open_(`${store}/a`, 'w');
        await asynchronousDriver.rename(from, to);
      },
    });
    const { storage: open, kept } = keeping(storage(driver));
    expect(await codeOf(open.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(kept).toEqual(['a: ']);
    await theirs?.write('and theirs');
    await theirs?.close();
    await open.close();
    expect(kept).toEqual(['a: ', 'a: and theirs']);
    expect(await readFile(`${store}/a`, 'utf8')).toBe('theirs');
  });

  test.each(['write', 'delete'] as const)(
    'into the old file after a %s is done, since it had it open: that is handed out',
    async (change) => {
      const { store, storage } = folders();
      const { storage: open, kept } = keeping(storage());
      const { version } = await open.write('a', 'base');
      const theirs = await open_(`${store}/a`, 'a');
      if (change === 'write') await open.write('a', 'mine', { ifVersion: version });
      else await open.delete('a', { ifVersion: version });
      await theirs.write(' and theirs');
      await expect.poll(() => kept, { timeout: 5000 }).toEqual(['a: base and theirs']);
      await theirs.write(' and more');
      await open.close();
      expect(kept).toEqual(['a: base and theirs', 'a: base and theirs and more']);
      await theirs.close();
    },
  );

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
  const driver = driverOf({
    link: () => Promise.reject(Object.assign(new Error('link'), { code: 'EPERM' })),
  });

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
  const driver = driverOf({
    link: () => Promise.reject(Object.assign(new Error('link'), { code: 'EXDEV' })),
    rename: () => Promise.reject(Object.assign(new Error('rename'), { code: 'EXDEV' })),
  });

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
