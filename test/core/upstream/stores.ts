import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageBackend } from '#storage/backend.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import { InMemoryStorage } from '#storage/memory.ts';
import { S3Storage } from '#storage/s3/s3-storage.ts';
import { startS3Server } from '../../s3-server.ts';
import { fixture } from './expected.ts';

/** The folder that the library wrote. */
export const root = join(fixture, 'store');

/** Keys of all files in it. */
export function filesOnDisk(): string[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return path.slice(root.length + 1).replaceAll('\\', '/');
  });
}

/** A copy in memory of the files whose keys start like this. */
export async function copyInMemory(prefix = ''): Promise<InMemoryStorage> {
  const storage = new InMemoryStorage();
  const keys = filesOnDisk().filter((key) => key.startsWith(prefix));
  for (const key of keys) await storage.writeBytes(key, readFileSync(join(root, key)));
  return storage;
}

/** The store where it lies, and copies of it in the other kinds of storage. */
export async function openStores() {
  const server = await startS3Server();
  server.createBucket('agents');
  await server.fill('agents', root, 'team/');
  const { endpoint, region } = server;
  const folder = new FileSystemStorage(root);
  const storages: [name: string, storage: StorageBackend][] = [
    ['in its folder', folder],
    ['in memory', await copyInMemory()],
    [
      'in a bucket',
      new S3Storage({ endpoint, region, bucket: 'agents', prefix: 'team', credentials: server }),
    ],
  ];
  const close = async () => {
    for (const [, storage] of storages) await storage.close();
    await server.close();
  };
  return { folder, storages, close };
}
