import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, temporaryServices } from '../support/home.ts';
import { type Outcome, race, raceTimeout, type Writer } from './race.ts';

const key = 'sessions/a/summary.md';

/** Somebody who writes to a file in a process of their own, which has begun when this resolves. */
async function startWriter(path: string, spare: string, way: string): Promise<Writer> {
  const script = fileURLToPath(new URL('folder-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path, spare, way], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close');
  // One that is told to end before it listens would end without a word.
  await Promise.race([once(child.stdout, 'data'), closed]);
  return {
    async stop() {
      child.kill();
      const [code] = await closed;
      if (code !== 0) throw new Error(`The other writer failed (${code}); it said why above.`);
      return JSON.parse(said);
    },
  };
}

async function raceInFolder(way: 'rewrite' | 'append' | 'rename'): Promise<Outcome> {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const opened = await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
  if (opened.kind !== 'opened') throw new Error('The store was not opened.');
  const { id } = opened.store;
  await services.stores.writer(id, 'save').backend.write(key, 'The first text.\n');
  await writeFile(join(folder, key), 'The second text.\n');
  const writer = await startWriter(join(folder, key), join(temporaryFolder(), 'spare'), way);
  return race(services, id, key, writer, async () => {
    // What would be looked at later is looked at now.
    await services.close();
    const again = temporaryServices(home);
    await again.opening.connect(id, {});
    return again;
  });
}

describe.skipIf(process.platform === 'win32')(
  'somebody who writes to a file of a folder while it is edited',
  () => {
    it.each(['rewrite', 'append'] as const)(
      'loses nothing by a %s, and neither does the person',
      async (way) => {
        const outcome = await raceInFolder(way);
        expect(outcome).toMatchObject({ lostSaves: 0, lostTexts: 0 });
        expect(outcome.saves).toBeGreaterThan(0);
      },
      raceTimeout,
    );

    it(
      'loses next to nothing by a rename, and the person nothing at all',
      async () => {
        const outcome = await raceInFolder('rename');
        expect(outcome.lostSaves).toBe(0);
        // Two calls to the system are not one: what is renamed in between is lost.
        expect(outcome.lostTexts).toBeLessThanOrEqual(2 + outcome.saves / 20);
        expect(outcome.saves).toBeGreaterThan(0);
      },
      raceTimeout,
    );
  },
);
