import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, link, mkdir, readdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { childOf, startChild } from './children/run.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

describe('a writer that is killed', () => {
  test.each([
    ['a file', false],
    ['a file with two names', true],
  ])('leaves %s whole, old or new, and its temp files are swept', async (_, linked) => {
    const { store, outside, storage } = folders();
    await writeFile(`${store}/file`, 'a'.repeat(300_000));
    if (linked) await link(`${store}/file`, `${outside}/other`);
    for (let round = 0; round < 4; round++) {
      const child = await startChild('write-forever.ts', [store, 'file']);
      await sleep(7 * round + 3);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const fresh = storage();
      if (!linked) expectWhole(await fresh.read('file'));
      await fresh.write('swept', 'by the first save');
      expectWhole(await fresh.read('file'));
      expect(await readdir(store)).toEqual(['file', 'swept']);
    }
  });
});

/** As `write-forever.ts` writes it. */
function expectWhole(text: string): void {
  const letter = text[0] ?? '';
  const whole = letter.repeat(300_000 + (letter.charCodeAt(0) - 97) * 10_000);
  expect(text === whole, `${text.length} characters that start with “${letter}”`).toBe(true);
}

describe('processes that save one file', () => {
  test('lose none of their changes', async () => {
    const { store, storage } = folders();
    await writeFile(`${store}/number`, '0');
    const script = fileURLToPath(new URL('children/increment.ts', import.meta.url));
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, [script, store, 'number', '20'], { stdio: 'inherit' }),
    );
    const ends = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(ends.map(([status]) => status)).toEqual([0, 0, 0]);
    expect(await storage().read('number')).toBe('60');
  });
});

describe.skipIf(process.platform === 'win32')('many reads at once', () => {
  test('need only a few open files', async () => {
    const { store } = folders();
    for (let i = 0; i < 400; i++) await writeFile(`${store}/${i}`, 'text');
    expect(childOf('read-all.ts', [store], { openFilesLimit: 150 })).toBe(400);
  });
});

describe.skipIf(process.platform === 'win32')('a folder that may not be listed', () => {
  test('is a problem, and hides nothing else', async () => {
    const { store, storage } = folders();
    await storage().write('sessions/a/one', '1');
    await storage().write('sessions/b/two', '2');
    await mkdir(`${store}/sessions/locked`);
    await chmod(`${store}/sessions/locked`, 0);
    expect(childOf('list.ts', [store], { unprivileged: true })).toEqual({
      found: ['sessions/a/one', 'sessions/b/two'],
      problems: ['Could not list “sessions/locked”: your user may not do that there.'],
      folders: ['a', 'b', 'locked'],
      list: ['sessions/a/one', 'sessions/b/two'],
    });
  });
});
