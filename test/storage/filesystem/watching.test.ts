import { writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Disk } from '#storage/filesystem/disk.ts';
import { asynchronousDriver } from '#storage/filesystem/driver.ts';
import { Watch } from '#storage/filesystem/watching.ts';
import { pause } from '../contract/helpers.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

let events: string[];
let watch: Watch;

/** Watches, once the watch has taken hold. */
async function watching(...keys: string[]): Promise<void> {
  const disk = new Disk(folders().store, asynchronousDriver);
  watch = new Watch(disk, keys, (event) => events.push(event.key), 300);
  await pause(100);
}

async function told(key: string): Promise<void> {
  while (!events.includes(key)) await pause(10);
}

beforeEach(() => {
  events = [];
});

afterEach(() => {
  watch.stop();
});

describe('a watch', () => {
  test('tells of files that come, change and go in a folder, and of nothing deeper', async () => {
    const { store } = folders();
    await mkdir(`${store}/s/a/deep`, { recursive: true });
    await watching('s/a');
    await writeFile(`${store}/s/a/new`, 'x');
    await told('s/a/new');
    await rm(`${store}/s/a/new`);
    await writeFile(`${store}/s/a/deep/file`, 'x');
    await writeFile(`${store}/s/beside`, 'x');
    await writeFile(`${store}/s/a/last`, 'x');
    await told('s/a/last');
    expect(events.filter((key) => !['s/a', 's/a/new', 's/a/last'].includes(key))).toEqual([]);
  });

  test('of a file goes on when another file takes its place', async () => {
    const { store } = folders();
    await writeFile(`${store}/file`, 'one');
    await writeFile(`${store}/other`, 'one');
    await watching('file');
    for (const text of ['two', 'three']) {
      events = [];
      await writeFile(`${store}/editor~`, text);
      await rename(`${store}/editor~`, `${store}/file`);
      await told('file');
    }
    await writeFile(`${store}/other`, 'two');
    expect(events.every((key) => key === 'file')).toBe(true);
  });

  test('tells of many changes of a moment once', async () => {
    const { store } = folders();
    await writeFile(`${store}/file`, '');
    await watching('file');
    for (let i = 0; i < 20; i++) writeFileSync(`${store}/file`, String(i));
    await told('file');
    expect(events.length).toBeLessThanOrEqual(2);
  });

  test('does not tell of the temp files of a save', async () => {
    const { store } = folders();
    await writeFile(`${store}/file`, 'one');
    await watching('');
    const storage = folders().storage();
    const { version } = await storage.readBytes('file');
    await storage.write('file', 'two', { ifVersion: version });
    await told('file');
    expect(events.filter((key) => key !== '' && key !== 'file')).toEqual([]);
    expect(await readdir(store)).toEqual(['file']);
  });

  test('of a folder that is removed and made again goes on', async () => {
    const { store } = folders();
    await mkdir(`${store}/s/a`, { recursive: true });
    await watching('s/a');
    await rm(`${store}/s/a`, { recursive: true });
    await told('s/a');
    await mkdir(`${store}/s/a`);
    for (let turn = 0; !events.includes('s/a/new'); turn++) {
      await writeFile(`${store}/s/a/new`, String(turn));
      await pause(100);
    }
  });

  test('of what is not there yet tells when it comes', async () => {
    const { store } = folders();
    await watching('later/file');
    await mkdir(`${store}/later`);
    await writeFile(`${store}/later/file`, 'x');
    await told('later/file');
  });

  test('says nothing once it is stopped', async () => {
    const { store } = folders();
    await writeFile(`${store}/file`, 'one');
    await watching('');
    watch.stop();
    await writeFile(`${store}/file`, 'two');
    await pause(150);
    expect(events).toEqual([]);
  });
});
