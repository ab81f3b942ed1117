import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { S3TestServer } from '../../test/s3-server.ts';

export const fixtureStore = join(
  import.meta.dirname,
  '..',
  '..',
  'test',
  'fixtures',
  'upstream-store',
  'store',
);

/** A store under test as the world outside the app sees it. */
export interface OutsideStore {
  /** What to name on the command line. */
  readonly argument: string;
  /** Environment that reaches it. */
  readonly env: NodeJS.ProcessEnv;
  /** The bytes of a key as stored, or null. */
  read(key: string): Buffer | null;
  /** Another program writes, or has written at another time. */
  write(key: string, bytes: string | Uint8Array, at?: Date): void;
  /** Another program deletes. */
  remove(key: string): void;
  keys(): string[];
}

/** When nobody is writing any more. */
export const anHourAgo = new Date(Date.now() - 3_600_000);

/** A fresh copy of the fixture store in a folder. */
export function folderStore(folder: string): OutsideStore {
  cpSync(fixtureStore, folder, { recursive: true });
  // Written just now, every session would count as running.
  for (const file of filesBelow(folder)) utimesSync(file, anHourAgo, anHourAgo);
  return {
    argument: folder,
    env: {},
    read(key) {
      try {
        return readFileSync(join(folder, key));
      } catch {
        return null;
      }
    },
    write(key, bytes, at) {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
      if (at) utimesSync(join(folder, key), at, at);
    },
    remove: (key) => rmSync(join(folder, key)),
    keys: () => filesBelow(folder).map((file) => relative(folder, file).replaceAll('\\', '/')),
  };
}

/** The fixture store in a bucket of the test server, below a prefix. */
export async function bucketStore(server: S3TestServer, bucket: string): Promise<OutsideStore> {
  const prefix = 'memory/';
  server.createBucket(bucket);
  await server.fill(bucket, fixtureStore, prefix);
  return {
    argument: `s3://${bucket}/memory`,
    env: {
      S3_ENDPOINT: server.endpoint,
      S3_ACCESS_KEY_ID: server.accessKeyId,
      S3_SECRET_ACCESS_KEY: server.secretAccessKey,
      S3_REGION: server.region,
    },
    read(key) {
      const object = server.get(bucket, prefix + key);
      return object ? Buffer.from(object.body) : null;
    },
    write: (key, bytes, at) => server.put(bucket, prefix + key, bytes, at ? { lastModified: at } : {}),
    remove: (key) => server.remove(bucket, prefix + key),
    keys: () => server.keys(bucket).map((key) => key.slice(prefix.length)),
  };
}

/** SHA-256 of every file, by key: to prove that nothing has changed. */
export function hashes(store: OutsideStore): Record<string, string> {
  const entries = store.keys().map((key) => {
    const bytes = store.read(key);
    return [key, bytes ? createHash('sha256').update(bytes).digest('hex') : 'gone'] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
