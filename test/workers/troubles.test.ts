import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WatchEvent } from '#storage/backend.ts';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import { codeOf, failureOf, pause } from '../storage/contract/helpers.ts';
import { temporaryFolder } from '../storage/folder.ts';

const entry = new URL('troubled-worker.ts', import.meta.url);

let folder: { path: string; remove: () => Promise<void> };
let storage: WorkerFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  storage = new WorkerFolder(folder.path, entry);
});

afterEach(async () => {
  await storage.close();
  await folder.remove();
});

describe('a thread that is stuck', () => {
  test('holds up no other folder, and its calls can be cancelled', async () => {
    await storage.write('a', 'text');
    const stop = new AbortController();
    const stuck = codeOf(storage.stat('stuck', { signal: stop.signal }));
    const behind = codeOf(storage.read('a', { signal: stop.signal }));
    const other = new WorkerFolder(folder.path);
    expect(await other.read('a')).toBe('text');
    await other.close();
    stop.abort();
    expect(await stuck).toBe('CANCELLED');
    expect(await behind).toBe('CANCELLED');
    const closing = new WorkerFolder(folder.path, entry);
    await closing.write('b', 'x');
    await closing.close();
  });

  test('an aborted write does not wait for ever, and does not pretend to know', async () => {
    const stop = new AbortController();
    const stuck = codeOf(storage.stat('stuck'));
    const writing = failureOf(storage.write('a', 'text', { signal: stop.signal }));
    await pause(20);
    stop.abort();
    const failure = await writing;
    expect(failure.code).toBe('CANCELLED');
    expect(failure.message).toContain('not known');
    await storage.close();
    expect(await stuck).toBe('UNREACHABLE');
  });

  test('closes all the same', async () => {
    const stuck = codeOf(storage.stat('stuck'));
    await pause(20);
    await storage.close();
    expect(await stuck).toBe('UNREACHABLE');
    expect(await codeOf(storage.stat('a'))).toBe('UNREACHABLE');
  });
});

describe('a thread that dies', () => {
  test('fails its calls, and the next call starts another', async () => {
    await storage.write('a', 'text');
    const [fatal, behind] = await Promise.all([failureOf(storage.stat('fatal')), codeOf(storage.read('a'))]);
    expect([fatal.code, behind]).toEqual(['UNREACHABLE', 'UNREACHABLE']);
    expect(fatal.message).toContain('Try again');
    expect(await storage.read('a')).toBe('text');
  });

  test('goes on watching once there is another', async () => {
    await storage.write('sessions/a', 'one');
    const events: WatchEvent[] = [];
    const stop = storage.watch(['sessions'], (event) => events.push(event));
    await failureOf(storage.stat('fatal'));
    for (let turn = 0; events.length === 0; turn++) {
      await storage.write('sessions/a', `change ${turn}`);
      await pause(20);
    }
    expect(events[0]).toEqual({ key: 'sessions/a' });
    stop();
  });
});

describe('what crosses between threads', () => {
  test('is an error with all that it says', async () => {
    const { version } = await storage.write('a', 'one');
    await storage.write('a', 'two');
    const failure = await failureOf(storage.write('a', 'x', { ifVersion: version }));
    expect(failure.data).toEqual({
      where: 'a',
      currentVersion: (await storage.readBytes('a')).version,
    });
    expect(failure.message).toContain('has changed since it was read');
  });

  test('is only the part of a buffer that is meant, and leaves the buffer to its owner', async () => {
    const buffer = new Uint8Array(1_000_000).fill(1);
    buffer[10] = 7;
    await storage.writeBytes('a', buffer.subarray(10, 12));
    expect([...(await storage.readBytes('a')).bytes]).toEqual([7, 1]);
    expect(buffer.byteLength).toBe(1_000_000);
  });

  test('is a full listing in many batches', async () => {
    const keys = Array.from({ length: 2300 }, (_, i) => `f/${String(i % 5)}/${i}`);
    const { mkdir, writeFile } = await import('node:fs/promises');
    for (let i = 0; i < 5; i++) await mkdir(`${folder.path}/f/${i}`, { recursive: true });
    await Promise.all(keys.map((key) => writeFile(`${folder.path}/${key}`, key)));
    const found: string[] = [];
    let batches = 0;
    for await (const { entries } of storage.listAll('f')) {
      found.push(...entries.map((each) => each.key));
      expect(entries.every((each) => each.size === each.key.length)).toBe(true);
      batches++;
    }
    expect(found.toSorted()).toEqual(keys.toSorted());
    expect(batches).toBeGreaterThan(1);
  });
});
