import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Services } from '#services/index.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';
import { pause, record, scratch, session, shown, summary, until, Window } from './following.ts';

let root: string;
let services: Services;
let store: string;
let window: Window;

const at = (key: string) => join(root, ...key.split('/'));
const anHourAgo = new Date(Date.now() - 3_600_000);

/** Somebody else writes a file. */
function write(key: string, text: string): void {
  mkdirSync(join(at(key), '..'), { recursive: true });
  writeFileSync(at(key), text);
}

/** A file that has lain there for long. */
function old(key: string, text = key): void {
  write(key, text);
  utimesSync(at(key), anHourAgo, anHourAgo);
}

/** Shows it, and waits until it is followed. */
async function show(part = shown(store)): Promise<void> {
  await window.show([part]);
  await until(() => window.state?.asOf);
}

beforeEach(async () => {
  root = temporaryFolder();
  old(record, '{}');
  old(summary);
  old(scratch);
  services = temporaryServices();
  const opened = await services.opening.openFolder({ path: root, readOnly: false, root: '' }, {});
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  store = opened.store.id;
  window = new Window(services);
});

describe('a watched folder', () => {
  test('tells which file of a shown session somebody else wrote, and nothing else', async () => {
    await show();
    appendFileSync(at(scratch), 'more');
    await window.toldOfOutside(scratch);
    expect(window.outside).toEqual([scratch]);
  });

  test('tells of a file that is written in a folder that was not there before', async () => {
    await show();
    const key = `sessions/${session}/later/deep/n_scratch.md`;
    write(key, 'x');
    await window.toldOfOutside(key);
    appendFileSync(at(key), 'more');
    await until(() => window.outside.filter((told) => told === key).length >= 2);
  });

  test('tells of files that go, alone or with their folder', async () => {
    await show();
    rmSync(at(summary));
    await window.toldOfOutside(summary);
    rmSync(at(`sessions/${session}/research`), { recursive: true });
    await window.toldOfOutside(scratch);
  });

  test('tells of sessions that come, once there is something in them, and go', async () => {
    await show();
    mkdirSync(at('sessions/new'));
    await pause(150);
    write('sessions/new/session.json', '{}');
    await window.toldOf((event) => event.kind === 'sessions' && event.appeared.includes('new'));
    rmSync(at('sessions/new'), { recursive: true });
    await window.toldOf((event) => event.kind === 'sessions' && event.gone.includes('new'));
  });

  test('tells of a single open file that lies nowhere that is shown', async () => {
    old('agents/a_memories/1.md');
    await show(shown(store, { sessions: [], keys: ['agents/a_memories/1.md'] }));
    write('agents/a_memories/2.md', 'x');
    write('agents/a_memories/1.md', 'y');
    await window.toldOfOutside('agents/a_memories/1.md');
    expect(window.outside).toEqual(['agents/a_memories/1.md']);
  });

  test('says nothing of what was only touched, linked or read', async () => {
    await show();
    const now = new Date(anHourAgo);
    utimesSync(at(summary), now, now);
    await services.documents.open(store, summary, {});
    await pause(300);
    expect(window.outside).toEqual([]);
  });

  test('says nothing of what is shown no longer', async () => {
    await show();
    await window.show([shown(store, { sessions: [] })]);
    await pause(50);
    write(summary, 'x');
    await pause(200);
    expect(window.outside).toEqual([]);
  });

  test('knows its own writes, so that they are nobody else’s', async () => {
    await show();
    const { version } = await services.documents.open(store, summary, {});
    await services.documents.save(store, summary, { base: version, text: 'mine', saveId: 'save-0001' }, {});
    await window.toldOf((event) => event.kind === 'changed' && event.outside === false);
    expect(window.outside).toEqual([]);
    expect(window.state?.running).toEqual([]);
    write(summary, 'theirs');
    await window.toldOfOutside(summary);
  });

  test('knows what another process of the app wrote, too', async () => {
    await show();
    const other = temporaryServices(services.home.path);
    await other.opening.openFolder({ path: root, readOnly: false, root: '' }, {});
    const { version } = await other.documents.open(store, summary, {});
    await other.documents.save(store, summary, { base: version, text: 'mine', saveId: 'save-0001' }, {});
    await other.stores.writer(store, 'delete').backend.delete(scratch);
    const isTold = (key: string) =>
      window.toldOf(
        (event) => event.kind === 'changed' && event.outside === false && event.keys.includes(key),
      );
    await Promise.all([isTold(summary), isTold(scratch)]);
    expect(window.outside).toEqual([]);
    expect(window.state?.running).toEqual([]);
    expect(await services.history.isOurs(store, summary)).toBe(true);
    write(summary, 'theirs');
    await window.toldOfOutside(summary);
    await services.documents.open(store, summary, {});
    expect(await services.history.isOurs(store, summary)).toBe(false);
  });

  test('is said to be watched', async () => {
    await show();
    expect(window.state).toMatchObject({ how: 'watched', failing: null, limited: false });
  });
});

describe('a running session', () => {
  test('is one that somebody else writes to', async () => {
    await show();
    expect(window.state?.running).toEqual([]);
    write(summary, 'x');
    await until(() => window.state?.running.length);
    expect(window.state?.running).toEqual([{ session, keys: [summary] }]);
  });

  test('is known when it comes into view, if it was written within the last minute', async () => {
    const halfAMinuteAgo = new Date(Date.now() - 30_000);
    utimesSync(at(scratch), halfAMinuteAgo, halfAMinuteAgo);
    await show(shown(store, { sessions: [], rows: [session] }));
    expect(window.state?.running).toEqual([{ session, keys: [scratch] }]);
  });

  test('is none whose files are said to be from the future', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    utimesSync(at(scratch), inAnHour, inAnHour);
    await show();
    expect(window.state?.running).toEqual([]);
  });
});

test('a window that is gone is not followed for', async () => {
  await show();
  window.close();
  await pause(50);
  const other = new Window(services, 'window-2');
  write(summary, 'x');
  await pause(200);
  expect(other.outside).toEqual([]);
});

test.each([
  ['sessions are shown', {}],
  ['nothing is shown but the list', { sessions: [] }],
])('a folder that is taken away is said not to be reached, where %s', async (_, part) => {
  await show(shown(store, part));
  renameSync(root, `${root}-elsewhere`);
  onTestFinished(() => rmSync(`${root}-elsewhere`, { recursive: true, force: true }));
  await until(() => window.state?.failing);
  expect(window.state?.failing?.message).toMatch(/not there any more/);
});
