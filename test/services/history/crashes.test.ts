import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Database } from '#workers/database/database.ts';
import type { Change } from '#workers/database/versions.ts';
import { temporaryFolder } from '../../support/home.ts';

const file = { store: 'folder-1', key: 'sessions/a/default/plan_summary.md' };
const minute = 60_000;
const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text) });

function open() {
  const home = temporaryFolder();
  const database = new Database({ path: join(home, 'journal.db'), contents: join(home, 'content') });
  onTestFinished(() => database.close());
  let now = 1_000_000;
  const seen = (text: string | null) => ({
    what: text === null ? null : bytes(text),
    version: null,
    at: now,
    asOf: now,
  });
  return {
    /** Time goes by. */
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    see: (text: string | null, asOf = now) =>
      database.call('versions.see', { ...file, seen: { ...seen(text), asOf }, now }),
    begin: async (before: string, after: string | null, reason: Change['reason'] = 'save') => {
      const what = after === null ? null : bytes(after);
      const begun = await database.call('versions.begin', {
        ...file,
        reason,
        before: seen(before),
        after: what,
        now,
      });
      return begun ?? { id: 0, hash: null };
    },
    confirm: (begun: { id: number; hash: string | null }, text: string | null) =>
      database.call('versions.confirm', {
        ...file,
        id: begun.id,
        reason: 'save',
        content: begun.hash !== null && text !== null ? { hash: begun.hash, size: text.length } : null,
        version: null,
        at: now,
        now,
      }),
    displace: (text: string) =>
      database.call('versions.displace', { ...file, what: bytes(text), at: now, now }),
    told: async () => {
      const { versions } = await database.call('versions.timeline', { ...file, before: null, limit: 100 });
      const rows = versions.toReversed().map(async ({ reason, hash }) => {
        const content = hash === null ? null : await database.call('contents.get', { hash });
        return content && 'bytes' in content
          ? `${reason} ${new TextDecoder().decode(content.bytes)}`
          : reason;
      });
      return Promise.all(rows);
    },
  };
}

describe('a change of which nobody said how it ended', () => {
  test('was done, if its bytes are there', async () => {
    const history = open();
    await history.begin('by a run', 'mine');
    expect(await history.told()).toEqual(['found by a run']);
    await history.see('mine');
    expect(await history.told()).toEqual(['found by a run', 'save mine']);
  });

  test('was done, if the file is gone that was to be deleted', async () => {
    const history = open();
    await history.begin('by a run', null, 'delete');
    await history.see(null);
    expect(await history.told()).toEqual(['found by a run', 'delete']);
  });

  test('may not have been, but what was typed is kept', async () => {
    const history = open();
    await history.begin('by a run', 'mine');
    history.wait(2 * minute);
    await history.see('by a later run');
    expect(await history.told()).toEqual(['found by a run', 'draft mine', 'found by a later run']);
  });

  test('may be under way in another process, and is left to that for a minute', async () => {
    const history = open();
    const begun = await history.begin('by a run', 'mine');
    await history.see('by a run');
    expect(await history.told()).toEqual(['found by a run']);
    await history.confirm(begun, 'mine');
    expect(await history.told()).toEqual(['found by a run', 'save mine']);
  });

  test('is told once, whoever comes first to say that it was done', async () => {
    const history = open();
    const begun = await history.begin('by a run', 'mine');
    await history.see('mine');
    await history.confirm(begun, 'mine');
    expect(await history.told()).toEqual(['found by a run', 'save mine']);
  });

  test('that was given up is told all the same when it is done after all', async () => {
    const history = open();
    const begun = await history.begin('by a run', 'mine');
    history.wait(2 * minute);
    await history.see('by a run');
    await history.confirm(begun, 'mine');
    expect(await history.told()).toEqual(['found by a run', 'save mine']);
  });
});

describe('what comes late', () => {
  test('stands before the change that took its place', async () => {
    const history = open();
    const begun = await history.begin('by a run', 'mine');
    await history.displace('in between');
    await history.confirm(begun, 'mine');
    await history.displace('just before');
    expect(await history.told()).toEqual([
      'found by a run',
      'found in between',
      'found just before',
      'save mine',
    ]);
  });

  test('is no news, if it was read before what is known', async () => {
    const history = open();
    await history.see('by a run');
    const before = 1_000_000;
    history.wait(10);
    await history.confirm(await history.begin('by a run', 'mine'), 'mine');
    await history.see('by a run', before);
    expect(await history.told()).toEqual(['found by a run', 'save mine']);
    await history.see('between the two', before);
    expect(await history.told()).toEqual(['found by a run', 'found between the two', 'save mine']);
  });
});
