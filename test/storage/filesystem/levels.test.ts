import { mkdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { asynchronousDriver } from '#storage/filesystem/driver.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

describe('one level of a folder', () => {
  test('is read once for all its pages, and asks for no facts where names are enough', async () => {
    const { store, storage } = folders();
    for (const name of ['a', 'b', 'c', 'd']) await mkdir(`${store}/sessions/${name}`, { recursive: true });
    await writeFile(`${store}/sessions/file`, 'x');
    const calls: string[] = [];
    const counting = storage({
      ...asynchronousDriver,
      readdir: (path) => {
        calls.push('readdir');
        return asynchronousDriver.readdir(path);
      },
      lstat: (path) => {
        calls.push('lstat');
        return asynchronousDriver.lstat(path);
      },
    });
    let cursor: string | null = null;
    do {
      const page = await counting.listLevel('sessions', { limit: 2, cursor, namesOnly: true });
      cursor = page.cursor;
      expect(page.totals).toEqual({ folders: 4, files: 1 });
    } while (cursor);
    expect(calls).toEqual(['readdir']);
  });

  test('goes on at its cursor after it was forgotten, and what it stood on was deleted', async () => {
    const { store, storage } = folders();
    for (const name of ['a', 'b', 'c', 'd']) await mkdir(`${store}/sessions/${name}`, { recursive: true });
    const first = await storage().listLevel('sessions', { limit: 2 });
    await rm(`${store}/sessions/b`, { recursive: true });
    const second = await storage().listLevel('sessions', { limit: 2, cursor: first.cursor });
    expect([...first.folders, ...second.folders]).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is read anew when it is asked for from its start', async () => {
    const { store, storage } = folders();
    const one = storage();
    await mkdir(`${store}/sessions/a`, { recursive: true });
    await mkdir(`${store}/sessions/b`);
    expect((await one.listLevel('sessions', { limit: 1 })).totals?.folders).toBe(2);
    await mkdir(`${store}/sessions/c`);
    expect((await one.listLevel('sessions', { limit: 1 })).totals?.folders).toBe(3);
  });

  test('of a store that is not there says so', async () => {
    const { store, storage } = folders();
    await rm(store, { recursive: true });
    const level = await storage().listLevel('sessions');
    expect(level.problems).toEqual([{ key: '', message: `There is no folder “${store}”.` }]);
    expect(await storage().list('')).toEqual([]);
    await storage().write('sessions/a/first', 'makes it');
    expect(await storage().list('')).toEqual(['sessions/a/first']);
  });

  test.runIf(process.platform === 'linux')('shows a name that is not UTF-8 as a problem', async () => {
    const { store, storage } = folders();
    await writeFile(Buffer.concat([Buffer.from(`${store}/caf`), Buffer.from([0xe9])]), 'x');
    await writeFile(`${store}/real \ufffd`, 'x');
    const level = await storage().listLevel('', { namesOnly: true });
    expect(level.files.map((file) => file.key)).toEqual(['real \ufffd']);
    expect(level.problems[0]?.message).toContain('not UTF-8');
  });
});
