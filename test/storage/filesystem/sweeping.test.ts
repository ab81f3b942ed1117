import { spawnSync } from 'node:child_process';
import { link, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasEnded, lockName, noteNameOf, owner, tempName } from '#storage/filesystem/names.ts';
import { isTorn } from '#storage/filesystem/sweeping.ts';
import { versionOfBytes } from '#storage/filesystem/versions.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

/** A process of this machine that has ended. */
function endedOwner(): string {
  const { pid } = spawnSync('true');
  return owner.replace(/\.\d+$/, `.${pid}`);
}

describe('what a crashed save left', () => {
  test('is removed by the next save at the latest, and what a living one is at is not', async () => {
    const { store, storage } = folders();
    const dead = tempName('new').replace(owner, endedOwner());
    const elsewhere = tempName('new').replace(owner, `ffffffff.${process.pid}`);
    const alive = tempName('new');
    for (const name of [dead, elsewhere, alive]) await writeFile(`${store}/${name}`, 'half');
    await storage()
      .read('a')
      .catch(() => {});
    expect((await readdir(store)).length).toBe(3);
    await storage().write('a', 'text');
    expect((await readdir(store)).sort()).toEqual([alive, elsewhere, 'a'].sort());
  });

  test('does not lock its file for ever', async () => {
    const { store, storage } = folders();
    await storage().write('a', 'one');
    await writeFile(`${store}/${lockName('a')}`, endedOwner());
    const open = storage();
    await open.write('b', 'sweeps');
    await writeFile(`${store}/${lockName('a')}`, endedOwner());
    await open.write('a', 'two');
    expect(await readdir(store)).toEqual(['a', 'b']);
  });

  test('a write in place that was cut off is undone', async () => {
    const { store, storage } = folders();
    await leaveTorn(store, 'NEW NEW NEW', 'old old', 'NEW Nld');
    await storage().write('other', 'x');
    expect(await readFile(`${store}/file`, 'utf8')).toBe('old old');
    expect(await readdir(store)).toEqual(['file', 'other']);
  });

  test('a write in place that was cut off is undone before anything is read, if that is asked for', async () => {
    const { store, storage } = folders();
    await leaveTorn(store, 'NEW NEW NEW', 'old old', 'NEW Nld');
    const open = storage();
    await open.recover();
    expect(await open.read('file')).toBe('old old');
    expect(await readdir(store)).toEqual(['file']);
  });

  test('is looked for in vain in a folder that is not there', async () => {
    const { store, storage } = folders();
    await rm(store, { recursive: true });
    await expect(storage().recover()).resolves.toBeUndefined();
  });

  test('a file that somebody has written since is left alone', async () => {
    const { store, storage } = folders();
    await leaveTorn(store, 'NEW NEW NEW', 'old old', 'theirs');
    await storage().write('other', 'x');
    expect(await readFile(`${store}/file`, 'utf8')).toBe('theirs');
  });

  test('a journal that was cut off itself undoes nothing', async () => {
    const { store, storage } = folders();
    await leaveTorn(store, 'old old and new', 'old', 'old old', 'old old'.length);
    await storage().write('other', 'x');
    expect(await readFile(`${store}/file`, 'utf8')).toBe('old old');
  });

  test('garbage under the name of a journal does no harm', async () => {
    const { store, storage } = folders();
    for (const text of ['', 'no json\n', '{"key":"../../etc/passwd","draft":"../x","size":0}\n', 'null\n']) {
      await writeFile(`${store}/${tempName('log').replace(owner, endedOwner())}`, text);
    }
    await storage().write('a', 'x');
    expect(await readdir(store)).toEqual(['a']);
  });
});

describe('an old file that a crash has left aside', () => {
  test.each([
    ['as it was known', 'base', false, []],
    ['with what somebody wrote into it', 'theirs', false, ['sessions/s/file: theirs']],
    ['that still has its name, too', 'theirs', true, []],
  ])('%s: is removed, and handed out where nobody knows it', async (_, text, linked, expected) => {
    const { store, storage } = folders();
    const aside = await leaveAside(store, versionOfBytes(Buffer.from('base')), text);
    if (linked) await link(`${store}/${aside}`, `${store}/named`);
    const kept: string[] = [];
    const open = storage();
    open.onDisplaced(async ({ key, bytes }) => void kept.push(`${key}: ${Buffer.from(bytes)}`));
    await open.write('other', 'x');
    expect(kept).toEqual(expected);
    expect(await readdir(store)).toEqual(linked ? ['named', 'other'] : ['other']);
  });

  test('stays while nobody takes what it holds', async () => {
    const { store, storage } = folders();
    const aside = await leaveAside(store, versionOfBytes(Buffer.from('base')), 'theirs');
    await storage().write('other', 'x');
    const full = storage();
    full.onDisplaced(() => Promise.reject(new Error('The disk is full.')));
    await full.write('other', 'y');
    expect(await readFile(`${store}/${aside}`, 'utf8')).toBe('theirs');
    const kept: string[] = [];
    const open = storage();
    open.onDisplaced(async ({ key }) => void kept.push(key));
    await open.write('other', 'z');
    expect(kept).toEqual(['sessions/s/file']);
    expect(await readdir(store)).toEqual(['other']);
  });

  test('with a note that nobody wrote is no file of the store', async () => {
    const { store, storage } = folders();
    await leaveAside(store, 'sha256-0', 'theirs', '../../etc/passwd');
    const kept: string[] = [];
    const open = storage();
    open.onDisplaced(async ({ key }) => void kept.push(key));
    await open.write('other', 'x');
    expect(kept).toEqual([]);
    expect(await readdir(store)).toEqual(['other']);
  });
});

/** What is on the disk when a process dies right after a save; returns the name of the old file. */
async function leaveAside(
  store: string,
  version: string,
  text: string,
  key = 'sessions/s/file',
): Promise<string> {
  const name = tempName('old').replace(owner, endedOwner());
  await writeFile(`${store}/${name}`, text);
  await symlink(`${version}\n${key}`, `${store}/${noteNameOf(name)}`);
  return name;
}

/** What is on the disk when a process dies while it writes in place. */
async function leaveTorn(store: string, fresh: string, journalled: string, now: string, size?: number) {
  const who = endedOwner();
  const draft = tempName('new').replace(owner, who);
  const header = JSON.stringify({ key: 'file', draft, size: size ?? journalled.length });
  await writeFile(`${store}/${draft}`, fresh);
  await writeFile(`${store}/${tempName('log').replace(owner, who)}`, `${header}\n${journalled}`);
  await writeFile(`${store}/file`, now);
}

describe('a torn file', () => {
  const bytes = fc.uint8Array({ maxLength: 12, max: 3 }).map((array) => Buffer.from(array));

  test('is every state between old and new, and no other', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.nat(12), (old, fresh, at) => {
        const split = Math.min(at, fresh.byteLength);
        const now = Buffer.concat([fresh.subarray(0, split), old.subarray(split)]);
        expect(isTorn(now, old, fresh)).toBe(!now.equals(old) && !now.equals(fresh));
      }),
    );
    fc.assert(
      fc.property(bytes, bytes, bytes, (old, fresh, now) => {
        const states = Array.from({ length: fresh.byteLength + 1 }, (_, split) =>
          Buffer.concat([fresh.subarray(0, split), old.subarray(split)]),
        );
        const between = states.some((state) => state.equals(now)) && !now.equals(old) && !now.equals(fresh);
        expect(isTorn(now, old, fresh)).toBe(between);
      }),
    );
  });
});

test('a process of another machine is never taken for one that has ended', () => {
  expect(hasEnded(endedOwner())).toBe(true);
  expect(hasEnded(owner)).toBe(false);
  expect(hasEnded(endedOwner().replace(/^\w{8}/, '00000000'))).toBe(false);
});
