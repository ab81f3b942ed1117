import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_scratch.md';
const megabyte = 1024 * 1024;
const page = { cursor: null, limit: 100 };

/** Text of which no compression makes less than three quarters. */
const text = (megabytes: number) => randomBytes((megabytes * megabyte * 3) / 4).toString('base64');

/** A file that a run writes anew again and again while it is open, with each of its texts seen. */
async function setUp() {
  const backend = new InMemoryStorage();
  const services = temporaryServices();
  const store = await openStore(services, backend);
  const write = async (content: string) => {
    await backend.write(key, content);
    await services.documents.open(store, key, {});
    await services.keeper.noted();
  };
  const timeline = async () => (await services.history.timeline(store, key, page, {})).versions;
  return { services, write, timeline };
}

describe('the limit of the history', () => {
  test('is kept to while the app runs, and not only when it starts', async () => {
    const { services, write, timeline } = await setUp();
    await services.settings.set({ keepHistoryMegabytes: 10 });
    const texts = Array.from({ length: 10 }, () => text(2));
    for (const one of texts) await write(one);
    await expect
      .poll(async () => (await services.history.usage()).bytes, { timeout: 20_000 })
      .toBeLessThan(11 * megabyte);
    const versions = await timeline();
    expect(versions.length).toBeGreaterThan(3);
    expect(versions.length).toBeLessThan(8);
    const [newest] = versions;
    expect(newest?.size).toBe(texts.at(-1)?.length);
  });

  test('that is set lower is kept to at once', async () => {
    const { services, write, timeline } = await setUp();
    for (let at = 0; at < 8; at++) await write(text(2));
    expect(await timeline()).toHaveLength(8);
    await services.settings.set({ keepHistoryMegabytes: 10 });
    await expect
      .poll(async () => (await services.history.usage()).bytes, { timeout: 20_000 })
      .toBeLessThan(11 * megabyte);
  });
});
