import { appendFile, open, readdir, rm } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import { codeOf } from '../storage/contract/helpers.ts';
import { describeStorage } from '../storage/contract.ts';
import { temporaryFolder } from '../storage/folder.ts';

/** One thread for all tests: to start one takes longer than a test. */
const folder = await temporaryFolder();
const storage = new WorkerFolder(folder.path);

afterAll(async () => {
  await storage.close();
  await folder.remove();
});

describeStorage({
  name: 'WorkerFolder',
  rules: 'folder',
  open: async () => ({ storage, shared: true, remove: empty }),
});

async function empty(): Promise<void> {
  for (const name of await readdir(folder.path)) {
    await rm(`${folder.path}/${name}`, { recursive: true, force: true });
  }
}

test('a WorkerFolder that is closed refuses calls', async () => {
  const closed = new WorkerFolder(folder.path);
  await closed.close();
  expect(await codeOf(closed.list(''))).toBe('UNREACHABLE');
});

test('a WorkerFolder hands out what it has displaced, at the latest when it is closed', async () => {
  const closed = new WorkerFolder(folder.path);
  const kept: string[] = [];
  closed.onDisplaced(async ({ key, bytes }) => void kept.push(`${key}: ${Buffer.from(bytes)}`));
  const { version } = await closed.write('a', 'base');
  const theirs = await open(`${folder.path}/a`, 'a');
  await closed.write('a', 'mine', { ifVersion: version });
  await appendFile(theirs, ' and theirs');
  await theirs.close();
  await closed.close();
  expect(kept).toEqual(['a: base and theirs']);
});
