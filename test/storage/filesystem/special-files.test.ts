import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { codeOf, failureOf, gather } from '../contract/helpers.ts';
import { makeFolders } from './in-folder.ts';

const folders = makeFolders();

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  test('a pipe is refused at once, though nobody is at its other end', async () => {
    const { store, storage } = folders();
    execFileSync('mkfifo', [`${store}/pipe`]);
    const failure = await failureOf(storage().read('pipe'));
    expect([failure.code, failure.message]).toEqual(['NOT_A_FILE', '“pipe” is a pipe, not a file.']);
    expect(await codeOf(storage().write('pipe', 'x'))).toBe('NOT_A_FILE');
    expect(await codeOf(storage().write('pipe/below', 'x'))).toBe('NOT_A_FILE');
    expect(await codeOf(storage().delete('pipe'))).toBe('NOT_A_FILE');
    expect(await storage().stat('pipe')).toBeNull();
    expect(await storage().exists('pipe')).toBe(false);
  });

  test('a link to a pipe is refused as well', async () => {
    const { store, storage } = folders();
    execFileSync('mkfifo', [`${store}/pipe`]);
    execFileSync('ln', ['-s', 'pipe', `${store}/link`]);
    expect(await codeOf(storage().read('link'))).toBe('NOT_A_FILE');
  });

  test('a socket is refused', async () => {
    const { store, storage } = folders();
    const server = createServer().listen(`${store}/socket`);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await codeOf(storage().read('socket'))).toBe('NOT_A_FILE');
    expect((await storage().listLevel('')).problems[0]?.message).toContain('a socket');
    await new Promise((resolve) => server.close(resolve));
  });

  test('they are listed as problems and hide nothing', async () => {
    const { store, storage } = folders();
    await storage().write('a.md', 'text');
    execFileSync('mkfifo', [`${store}/pipe`]);
    const level = await storage().listLevel('');
    expect(level.files.map((file) => file.key)).toEqual(['a.md']);
    expect(level.problems).toEqual([{ key: 'pipe', message: '“pipe” is a pipe, not a file.' }]);
    const [batch] = await gather(storage().listAll(''));
    expect(batch?.entries.map((entry) => entry.key)).toEqual(['a.md']);
    expect(batch?.problems.map((problem) => problem.key)).toEqual(['pipe']);
  });

  test('a folder is not read, written or deleted as a file', async () => {
    const { storage } = folders();
    await storage().write('a/b', 'text');
    expect(await codeOf(storage().read('a'))).toBe('NOT_A_FILE');
    expect(await codeOf(storage().write('a', 'x'))).toBe('NOT_A_FILE');
    expect(await storage().delete('a')).toBe(false);
    expect(await codeOf(storage().write('a/b/c', 'x'))).toBe('NOT_A_FILE');
    expect(await storage().read('a/b')).toBe('text');
  });
});
