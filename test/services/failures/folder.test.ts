import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockName } from '#storage/filesystem/names.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { type Desk, key, startDesk, stored } from './desk.ts';

const disk = smallDisk();
const isWindows = process.platform === 'win32';
const large = 'x'.repeat(400_000);

/** A save is refused, nothing is changed, and it works once what was wrong is right again. */
async function expectRefused(
  desk: Desk,
  text: string,
  expected: { code: string; says: string | RegExp },
  repair: () => void,
): Promise<void> {
  const answer = await desk.run('save', text);
  expect(answer).toMatchObject({ code: expected.code });
  expect('message' in answer && answer.message).toMatch(expected.says);
  repair();
  expect(stored(desk)).toBe('old');
  expect(await desk.run('save', text)).toEqual({ done: 'saved' });
  expect(stored(desk)).toBe(text);
}

describe('a full disk', () => {
  test.runIf(disk)('of the store: the old text stays, and the save works once there is room', async () => {
    const desk = await startDesk({ prefix: (_, folder) => disk?.prefix(folder, 600) ?? [] });
    const pid = desk.process.pid ?? 0;
    disk?.inside(pid, `head -c 400000 /dev/zero > ${desk.folder}/filler`);
    await expectRefused(desk, large, { code: 'NO_SPACE', says: /the disk is full/ }, () =>
      disk?.inside(pid, `rm ${desk.folder}/filler`),
    );
  });

  test.runIf(disk)('of the app’s home: what could not be kept first is not replaced', async () => {
    const desk = await startDesk({ prefix: (home) => disk?.prefix(home, 6000) ?? [] });
    const pid = desk.process.pid ?? 0;
    disk?.inside(pid, `cat /dev/zero > ${desk.home}/filler 2> /dev/null || true`);
    await expectRefused(
      desk,
      'new',
      { code: 'NO_SPACE', says: /not changed, because what is there now could not be kept/ },
      () => disk?.inside(pid, `rm ${desk.home}/filler`),
    );
  });

  // Where nobody may mount anything, a limit on the size of files is as near as it gets.
  test.skipIf(isWindows)('or a limit on the size of files', async () => {
    const limit = ['sh', '-c', 'trap \'\' XFSZ; ulimit -f 8192; exec "$@"', '-'];
    const desk = await startDesk({ prefix: () => limit });
    const answer = await desk.run('save', 'x'.repeat(4_500_000));
    expect(answer).toMatchObject({ code: 'TOO_LARGE' });
    expect(stored(desk)).toBe('old');
    expect(await desk.run('save', 'less')).toEqual({ done: 'saved' });
  });
});

describe('a disk that is read-only', () => {
  test.runIf(disk)('says so, and takes the save once it is not', async () => {
    const desk = await startDesk({ prefix: (_, folder) => disk?.prefix(folder, 600) ?? [] });
    const pid = desk.process.pid ?? 0;
    disk?.inside(pid, `mount -o remount,ro ${desk.folder}`);
    await expectRefused(desk, 'new', { code: 'READ_ONLY', says: /the disk is read-only/ }, () =>
      disk?.inside(pid, `mount -o remount,rw ${desk.folder}`),
    );
  });
});

describe.skipIf(isWindows)('rights', () => {
  test('to the file: a save is refused until they are given', async () => {
    const desk = await startDesk({ unprivileged: true });
    chmodSync(desk.file, 0o444);
    chmodSync(dirname(desk.file), 0o777);
    chmodSync(desk.folder, 0o777);
    await expectRefused(desk, 'new', { code: 'FORBIDDEN', says: /your user may not do that there/ }, () =>
      chmodSync(desk.file, 0o666),
    );
  });

  test('to the folder: the same', async () => {
    const desk = await startDesk({ unprivileged: true });
    chmodSync(desk.file, 0o666);
    chmodSync(dirname(desk.file), 0o555);
    chmodSync(desk.folder, 0o555);
    await expectRefused(desk, 'new', { code: 'FORBIDDEN', says: /your user may not do that there/ }, () => {
      chmodSync(desk.folder, 0o777);
      chmodSync(dirname(desk.file), 0o777);
    });
  });
});

test('a name that is too long is refused before anything is touched', async () => {
  const desk = await startDesk();
  const answer = await desk.run('create', `sessions/a/default/${'x'.repeat(300)}_summary.md`);
  expect(answer).toMatchObject({ code: 'INVALID_NAME' });
  expect('message' in answer && answer.message).toMatch(/too long: one part of it has 311 bytes, and \d+ is/);
  expect(await desk.run('create', 'sessions/a/default/short_summary.md')).toEqual({ done: 'created' });
});

test.skipIf(isWindows)(
  'a file that another process is saving is waited for, and then said to be locked',
  async () => {
    const desk = await startDesk();
    const lock = join(desk.folder, lockName(key));
    // As this very process, which lives, would hold it.
    symlinkSync(`${hostname()}.${process.pid}`, lock);
    await expectRefused(desk, 'new', { code: 'BUSY', says: /is being saved by another program/ }, () =>
      rmSync(lock),
    );
  },
);

describe('a folder that is gone', () => {
  test('moved while it is open: nothing is made in its place, and it is found when it is back', async () => {
    const desk = await startDesk();
    const away = `${desk.folder} elsewhere`;
    renameSync(desk.folder, away);
    expect(await desk.run('list')).toMatchObject({ code: 'UNREACHABLE' });
    expect(await desk.run('open')).toMatchObject({ code: 'UNREACHABLE' });
    expect(await desk.run('create', 'sessions/b/default/new_summary.md')).toMatchObject({
      code: 'UNREACHABLE',
    });
    await expectRefused(desk, 'new', { code: 'UNREACHABLE', says: /is not there any more/ }, () => {
      expect(() => readFileSync(desk.folder)).toThrow('ENOENT');
      renameSync(away, desk.folder);
    });
  });

  test('removed for good: the text can be saved where the folder is made again', async () => {
    const desk = await startDesk();
    rmSync(desk.folder, { recursive: true });
    expect(await desk.run('save', 'new')).toMatchObject({ code: 'UNREACHABLE' });
    mkdirSync(desk.folder);
    expect(await desk.run('save', 'new')).toMatchObject({ code: 'CONFLICT', data: { currentVersion: null } });
    expect(await desk.run('create', key)).toEqual({ done: 'created' });
    expect(stored(desk)).toBe('new');
  });
});
