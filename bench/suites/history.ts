import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { memorySecrets } from '#services/app/secrets.ts';
import { createServices, type Services } from '#services/index.ts';
import { Database } from '#workers/database/database.ts';
import { type Figure, median, timed } from '../support/figure.ts';

const versions = 10_000;
const key = 'sessions/82450164/research/plan_summary.md';
const words =
  'agent summary of the plan that every source was read twice and the budget holds until May'.split(' ');

/** A text as agents write them, of 1 to 8 KB, another one each time. */
function textOf(version: number): string {
  let state = version * 2_654_435_761 + 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const lines = Array.from({ length: 20 + random(100) }, () =>
    Array.from(
      { length: 6 + random(8) },
      () => `${words[random(words.length)]}${random(9) === 0 ? random(1e6) : ''}`,
    ).join(' '),
  );
  return `# Version ${version}\n\n${lines.join('\n')}\n`;
}

/** What a long history costs: to look at, to keep, and to add to. */
export async function historySuite(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'agentflow-bench-'));
  const folder = join(home, 'store');
  const app = join(home, 'home');
  try {
    const services = createServices(app, memorySecrets());
    const store = await openStore(services, folder);
    const saves = await save(services, store, 200);
    await services.close();
    const compressed = await fill(app, store);
    const space = await bytesIn(app, ['journal.db', 'content']);
    const opened = await median3(() => openTimeline(app, store));
    return [
      {
        what: 'the database opened, with its thread, at its first call',
        value: opened.start,
        unit: 'ms',
      },
      {
        what: `the timeline of a file of ${versions} versions, opened`,
        value: opened.first,
        unit: 'ms',
        bar: 100,
      },
      { what: 'the same, once more', value: opened.again, unit: 'ms', bar: 100 },
      { what: 'an old version of it, read', value: opened.read, unit: 'ms' },
      {
        what: 'room of the history over the compressed contents, less 200 bytes a version',
        value: (space - 200 * versions) / compressed,
        unit: '×',
        bar: 1.2,
      },
      { what: 'a save of 4 KB in a folder, its history kept', value: median(saves), unit: 'ms' },
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function openStore(services: Services, path: string): Promise<string> {
  await mkdir(join(path, 'sessions'), { recursive: true });
  const opened = await services.opening.openFolder({ path, readOnly: false, root: '' }, {});
  if (opened.kind !== 'opened') throw new Error('The store could not be opened.');
  return opened.store.id;
}

/** Milliseconds of each of some saves, one after the other. */
async function save(services: Services, store: string, times: number): Promise<number[]> {
  const taken: number[] = [];
  let base: string | null = null;
  for (let at = 0; at < times; at++) {
    const text = { text: textOf(versions + at), base, saveId: `save-number-${at}` };
    taken.push(
      await timed(async () => {
        base = (await services.documents.save(store, 'sessions/a/default/plan_summary.md', text, {})).version;
      }),
    );
  }
  return taken;
}

/** Fills the history of one file; answers the bytes of its contents, compressed. */
async function fill(app: string, store: string): Promise<number> {
  const database = new Database({ path: join(app, 'journal.db'), contents: join(app, 'content') });
  let compressed = 0;
  for (let at = 1; at <= versions; at++) {
    const bytes = new TextEncoder().encode(textOf(at));
    compressed += zstdCompressSync(bytes).length;
    const seen = { what: { bytes }, version: null, at: at * 1000, asOf: at * 1000 };
    await database.call('versions.see', { store, key, seen, now: at * 1000 });
  }
  await database.close();
  return compressed;
}

async function openTimeline(app: string, store: string) {
  const services = createServices(app, memorySecrets());
  const open = () => services.history.timeline(store, key, { cursor: null, limit: 100 }, {});
  const start = await timed(() => services.history.usage());
  const first = await timed(open);
  const again = await timed(open);
  const page = await services.history.timeline(store, key, { cursor: '5000', limit: 1 }, {});
  const id = page.versions[0]?.id ?? '';
  const read = await timed(() => services.history.read(store, key, id, {}));
  await services.close();
  return { start, first, again, read };
}

async function median3<T extends Record<string, number>>(measure: () => Promise<T>): Promise<T> {
  const runs = [await measure(), await measure(), await measure()];
  const [first] = runs;
  const middle = Object.keys(first ?? {}).map((name) => [name, median(runs.map((run) => run[name] ?? 0))]);
  return Object.fromEntries(middle) as T;
}

async function bytesIn(folder: string, names: readonly string[]): Promise<number> {
  let total = 0;
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts?.isDirectory()) total += await bytesIn(path, await readdir(path));
    else total += facts?.size ?? 0;
  }
  return total;
}
