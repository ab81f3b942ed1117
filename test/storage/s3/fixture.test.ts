import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onServer } from './on-server.ts';

const store = 'test/fixtures/upstream-store/store';
const on = onServer();

test('a store that the library wrote is the same below a prefix of a bucket', async () => {
  const entries = await readdir(store, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(await on.server.fill('memory', store, 'prod/')).toBe(files.length);
  const storage = on.open({ prefix: 'prod' });
  const keys = await storage.list('');
  expect(keys.length).toBe(files.length);
  for (const key of keys) {
    const { bytes } = await storage.readBytes(key);
    expect(Buffer.compare(bytes, await readFile(join(store, key)))).toBe(0);
  }
  expect((await storage.listLevel('sessions')).folders.length).toBe(52);
});
