import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { threadsAreStuck } from '#workers/ending.ts';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import { temporaryFolder } from '../support/home.ts';

test.skipIf(process.platform === 'win32')(
  'a folder on a dead mount lets go of its callers, and the process is told that it cannot end by itself',
  async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const storage = new WorkerFolder(folder, new URL('./stuck-worker.ts', import.meta.url));
    const answer = expect(storage.stat('a')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect.poll(() => existsSync(join(folder, 'started')), { timeout: 10_000 }).toBe(true);
    await storage.close();
    await answer;
    expect(threadsAreStuck()).toBe(true);
    // The mount comes back.
    closeSync(openSync(pipe, 'w'));
    await expect.poll(threadsAreStuck, { timeout: 10_000 }).toBe(false);
  },
);
