import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LocatedRoot, locateRoot } from '#services/stores/locate-root.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { FileSystemStorage, InMemoryStorage, S3Storage } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';

/** Keys of a place, and what opening it must answer. */
interface Case {
  readonly name: string;
  readonly keys: readonly string[];
  /** Where the place lies, when not `data`. */
  readonly place?: string;
  readonly root?: string;
  readonly candidates?: readonly string[];
}

const cases: Case[] = [
  { name: 'the folder that holds sessions/', keys: ['sessions/a/session.json', 'agents/x.md'], root: '' },
  { name: 'sessions without any session.json', keys: ['sessions/a/default/n_summary.md'], root: '' },
  { name: 'an empty place', keys: [], root: '' },
  { name: 'an empty place called sessions', place: 'data/sessions', keys: [], root: '' },
  { name: 'a store without sessions yet', keys: ['agents/x.md', 'workflows/w.workflow.md'], root: '' },
  { name: 'something that is no store at all', keys: ['src/main.ts', 'README.md', 'a/b/c'], root: '' },
  {
    name: 'sessions/ itself',
    place: 'data/sessions',
    keys: ['a/session.json', 'b/default/n_summary.md'],
    root: '..',
  },
  {
    name: 'the folder of one session',
    place: 'data/sessions/a',
    keys: ['session.json', 'default/n_summary.md'],
    root: '../..',
  },
  { name: 'one above', keys: ['prod/sessions/a/session.json', 'prod/agents/x.md'], root: 'prod' },
  {
    name: 'one above, beside others',
    keys: ['docs/x.md', 'logs/1', 'logs/2', 'prod/sessions/a/session.json', 'src/main.ts'],
    root: 'prod',
  },
  {
    name: 'one above several stores',
    keys: ['dev/sessions/a/session.json', 'old/x', 'prod/sessions/b/session.json'],
    candidates: ['dev', 'prod'],
  },
  {
    name: 'sessions/sessions/',
    keys: ['sessions/sessions/a/session.json', 'sessions/sessions/b/session.json'],
    candidates: ['', 'sessions'],
  },
  {
    name: 'a session called “sessions”',
    keys: ['sessions/sessions/session.json', 'sessions/sessions/default/n_summary.md'],
    root: '',
  },
  {
    name: 'a prefix called sessions, as the library has it',
    place: 'data/sessions',
    keys: ['sessions/a/session.json', 'agents/x.md'],
    root: '',
  },
  {
    name: 'a place called sessions that holds sessions/ and other sessions',
    place: 'data/sessions',
    keys: ['sessions/a/session.json', 'b/session.json'],
    candidates: ['', '..'],
  },
  { name: 'a name that only starts alike', keys: ['sessions_old/a/session.json'], root: '' },
];

describe('in memory', () => {
  test.each(cases)('finds the root of $name', async (sample) => {
    const storage = new InMemoryStorage();
    for (const key of sample.keys) await storage.write(key, '');
    await expectRoot(storage, sample);
  });
});

describe('in a folder', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'locate-root-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  test.each(cases)('finds the root of $name', async (sample) => {
    const place = join(folder, sample.name, sample.place ?? 'data');
    await mkdir(place, { recursive: true });
    for (const key of sample.keys) {
      await mkdir(dirname(join(place, key)), { recursive: true });
      await writeFile(join(place, key), '');
    }
    const storage = new FileSystemStorage(place);
    await expectRoot(storage, { ...sample, place });
    await storage.close();
  });
});

describe('in a bucket', () => {
  let server: S3TestServer;
  let storage: S3Storage | undefined;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server();
  });

  afterEach(() => storage?.close());
  afterAll(() => server.close());

  function place(keys: readonly string[], prefix = 'data'): S3Storage {
    const bucket = `located-${++buckets}`;
    server.createBucket(bucket);
    for (const key of keys) server.put(bucket, `${prefix}/${key}`, '');
    server.requests.length = 0;
    const { endpoint, ...credentials } = server;
    storage = new S3Storage({ bucket, prefix, endpoint, credentials });
    return storage;
  }

  test.each(cases)('finds the root of $name in at most 3 requests', async (sample) => {
    await expectRoot(place(sample.keys, sample.place), sample);
    expect(server.requests.length).toBeLessThanOrEqual(3);
    expect(server.requests.every((request) => request.query['list-type'] === '2')).toBe(true);
  });

  test('takes two requests where the place is the root', async () => {
    await expectRoot(place(['sessions/a/session.json']), { name: '', keys: [], root: '' });
    expect(server.requests.length).toBe(2);
  });

  test('finds sessions/ several prefixes down', async () => {
    const deep = { name: '', keys: ['eu/team/agents/sessions/a/session.json'], root: 'eu/team/agents' };
    await expectRoot(place(deep.keys), deep);
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });

  test('looks past a first folder of thousands of keys', async () => {
    const logs = Array.from({ length: 1500 }, (_, i) => `logs/${i}`);
    const keys = [...logs, 'prod/deep/sessions/a/session.json', 'zoo/x'];
    await expectRoot(place(keys), { name: '', keys, root: 'prod/deep' });
    expect(server.requests.length).toBe(3);
  });

  test('finds sessions/ behind thousands of other folders', async () => {
    const others = Array.from({ length: 1500 }, (_, i) => `customer-${i}/x`);
    const keys = [...others, 'sessions/a/session.json'];
    await expectRoot(place(keys), { name: '', keys, root: '' });
    expect(server.requests.length).toBe(3);
  });

  test('says how many folders each candidate holds', async () => {
    const keys = ['sessions/x/session.json', 'sessions/sessions/a/s', 'sessions/sessions/b/s'];
    const found = await locateRoot(place(keys), { place: 'data' });
    expect(found).toEqual({
      kind: 'choose',
      candidates: [
        { path: '', why: 'holds sessions/ with 2 folders, one of them called “sessions”' },
        { path: 'sessions', why: 'holds sessions/ with 2 folders' },
      ],
    });
  });
});

async function expectRoot(
  storage: StorageBackend,
  { place = 'data', root, candidates }: Case,
): Promise<void> {
  const found: LocatedRoot = await locateRoot(storage, { place });
  const answer = found.kind === 'root' ? found.path : found.candidates.map(({ path }) => path);
  expect(answer).toEqual(root ?? candidates);
}
