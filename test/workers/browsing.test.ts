import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browseFolder } from '#workers/browsing/browse.ts';
import { threadsAreStuck } from '#workers/ending.ts';
import { temporaryFolder } from '../support/home.ts';

const stuck = new URL('./stuck-browse-worker.ts', import.meta.url);

describe('the folder browser', () => {
  test('lists folders and links to folders, hidden ones last, and says which look like stores', async () => {
    const root = temporaryFolder();
    for (const name of ['b', 'a/sessions', '.hidden']) mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, 'file'), '');
    symlinkSync(join(root, 'a'), join(root, 'link'));
    symlinkSync(join(root, 'file'), join(root, 'to-a-file'));
    const { path, parent, folders } = await browseFolder(root, {});
    expect({ path, parent }).toEqual({ path: root, parent: join(root, '..') });
    expect(folders.map(({ name, store }) => [name, store])).toEqual([
      ['a', true],
      ['b', false],
      ['link', true],
      ['.hidden', false],
    ]);
  });

  test('says why a folder cannot be shown', async () => {
    const gone = join(temporaryFolder(), 'gone');
    await expect(browseFolder(gone, {})).rejects.toMatchObject({ code: 'NOT_FOUND', data: { where: gone } });
  });
});

describe.skipIf(process.platform === 'win32')('a mount that does not answer', () => {
  /** A folder in which the worker gets stuck; `free` brings the mount back. */
  function deadMount() {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const free = async () => {
      closeSync(openSync(pipe, 'w'));
      await expect.poll(threadsAreStuck, { timeout: 10_000 }).toBe(false);
    };
    return { folder, free };
  }

  test('is shown by its name, with what else is in the folder', async () => {
    const { folder, free } = deadMount();
    const { folders } = await browseFolder(folder, {}, { entry: stuck, patience: 3000 });
    expect(folders.map(({ name }) => name)).toEqual(['before', 'dead', 'after']);
    await free();
  });

  test('can be left at once', async () => {
    const { folder, free } = deadMount();
    const leave = new AbortController();
    const answer = browseFolder(folder, { signal: leave.signal }, { entry: stuck, patience: 60_000 });
    await expect.poll(() => existsSync(join(folder, 'started')), { timeout: 10_000 }).toBe(true);
    leave.abort();
    await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
    await free();
  });
});
