import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, temporaryServices } from '../support/home.ts';
import { editForever, textsOf } from './editing.ts';
import type { WriterReport } from './report.ts';
import { seconds } from './seconds.ts';

/** Lets somebody else write to a file while a person edits it; answers what was lost of either. */
async function race(way: 'rewrite' | 'append' | 'rename') {
  const folder = temporaryFolder();
  const spare = join(temporaryFolder(), 'spare');
  const key = 'summary.md';
  await writeFile(join(folder, key), 'The first text.\n');
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const opened = await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
  if (opened.kind !== 'opened') throw new Error('The store was not opened.');
  const store = opened.store.id;

  const stop = new AbortController();
  const editing = editForever(services, store, key, stop.signal);
  const report = await writer([join(folder, key), spare, way, String(seconds)]);
  stop.abort();
  const { acknowledged, refused } = await editing;
  // What is looked at later is looked at now.
  await services.close();

  const again = temporaryServices(home);
  await again.opening.connect(store, {});
  const texts = await textsOf(again, store, key);
  const lost = (wanted: readonly string[]) => wanted.filter((text) => !texts.has(text)).length;
  return {
    saves: acknowledged.length,
    refused,
    written: report.texts,
    displaced: report.mustBeKept.length,
    lostSaves: lost(acknowledged),
    lostTexts: lost(report.mustBeKept),
  };
}

async function writer(args: string[]): Promise<WriterReport> {
  const script = fileURLToPath(new URL('folder-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  return JSON.parse(said);
}

describe.skipIf(process.platform === 'win32')(
  'somebody who writes to a file of a folder while it is edited',
  () => {
    it.each(['rewrite', 'append'] as const)(
      'loses nothing by a %s, and neither does the person',
      async (way) => {
        const outcome = await race(way);
        expect(outcome).toMatchObject({ lostSaves: 0, lostTexts: 0 });
        expect(outcome.saves).toBeGreaterThan(0);
        expect(outcome.displaced).toBeGreaterThan(1);
      },
      60_000 + 1000 * seconds,
    );

    it(
      'loses next to nothing by a rename, and the person nothing at all',
      async () => {
        const outcome = await race('rename');
        expect(outcome.lostSaves).toBe(0);
        // Two calls to the system are not one: what is renamed in between is lost.
        expect(outcome.lostTexts).toBeLessThanOrEqual(1 + outcome.saves / 100);
        expect(outcome.saves).toBeGreaterThan(0);
      },
      60_000 + 1000 * seconds,
    );
  },
);
