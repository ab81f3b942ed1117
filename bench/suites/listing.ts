import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import { bigFolderStore } from '../support/big-store.ts';
import { type Figure, median, timed } from '../support/figure.ts';

const sessions = 100_000;
const rounds = 9;
/** As the tree asks for a folder's sessions. */
const pageSize = 10_000;

/** What listing a folder of 100,000 sessions costs, against the least that the system lets it cost. */
export async function listingSuite(): Promise<Figure[]> {
  const root = bigFolderStore(sessions);
  const folder = join(root, 'sessions');
  const storage = new WorkerFolder(root);
  const whole: number[] = [];
  const firstPage: number[] = [];
  const allPages: number[] = [];
  const bare: number[] = [];
  // Turn about, so that whatever else the machine does hits all alike; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const figures = {
      bare: await timed(() => readdirSync(folder, { withFileTypes: true })),
      whole: await timed(() => storage.listLevel('sessions', { namesOnly: true })),
      first: await timed(() => storage.listLevel('sessions', { namesOnly: true, limit: pageSize })),
      all: await timed(() => everyPage(storage)),
    };
    if (round === 0) continue;
    bare.push(figures.bare);
    whole.push(figures.whole);
    firstPage.push(figures.first);
    allPages.push(figures.all);
  }
  await storage.close();
  const base = median(bare);
  return [
    { what: 'bare readdirSync with types, 100,000 folders', value: base, unit: 'ms' },
    { what: 'list call, whole', value: median(whole), unit: 'ms' },
    { what: 'list call, whole, against bare', value: median(whole) / base, unit: '×', bar: 1.5 },
    {
      what: 'list call, first page of 10,000, against bare',
      value: median(firstPage) / base,
      unit: '×',
      bar: 1.5,
    },
    {
      what: 'list call, all pages of 10,000, against bare',
      value: median(allPages) / base,
      unit: '×',
      bar: 1.5,
    },
  ];
}

async function everyPage(storage: WorkerFolder): Promise<void> {
  let cursor: string | null = null;
  do {
    const page = await storage.listLevel('sessions', { namesOnly: true, limit: pageSize, cursor });
    cursor = page.cursor;
  } while (cursor !== null);
}
