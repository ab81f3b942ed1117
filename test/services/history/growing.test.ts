import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contentOf } from '#workers/database/contents.ts';
import { Database } from '#workers/database/database.ts';
import { timelineOf } from '#workers/database/timeline.ts';
import { temporaryFolder } from '../../support/home.ts';
import { file as edited, found, open as openInMemory } from '../edits/journal.ts';

const store = 'folder-1';
const key = 'sessions/a/default/plan_scratch.md';
const file = { store, key };
const minute = 60_000;

function open() {
  const home = temporaryFolder();
  const contents = join(home, 'content');
  const database = new Database({ path: join(home, 'journal.db'), contents });
  onTestFinished(() => database.close());
  let now = 1_000_000;
  const seen = (bytes: Uint8Array, asOf: number) => ({ what: { bytes }, version: null, at: now, asOf });
  const textOf = async (hash: string | null) => {
    const content = hash === null ? null : await database.call('contents.get', { hash });
    return content && 'bytes' in content ? new TextDecoder().decode(content.bytes) : '';
  };
  return {
    database,
    contents,
    wait: (milliseconds: number) => {
      now += milliseconds;
      return now;
    },
    /** The file is read, and found to hold this; the reading began at `asOf`. */
    see(bytes: Uint8Array | string, asOf = now) {
      now += 100;
      const read = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
      return database.call('versions.see', { ...file, seen: seen(read, Math.min(asOf, now)), now });
    },
    now: () => now,
    async save(before: string, after: string) {
      now += 100;
      const bytes = new TextEncoder().encode(after);
      const change = { ...file, reason: 'save' as const, now };
      const begun = await database.call('versions.begin', {
        ...change,
        before: seen(new TextEncoder().encode(before), now),
        after: { bytes },
      });
      if (!begun?.hash) throw new Error('It could not be begun.');
      const content = { hash: begun.hash, size: bytes.length };
      now += 100;
      await database.call('versions.confirm', {
        ...change,
        id: begun.id,
        content,
        version: null,
        at: now,
        now,
      });
    },
    async told() {
      const { versions } = await database.call('versions.timeline', { ...file, before: null, limit: 1000 });
      return Promise.all(
        versions.toReversed().map(async ({ reason, hash }) => `${reason} ${await textOf(hash)}`),
      );
    },
  };
}

/** Bytes of files below a folder. */
function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((total, facts) => total + (facts.isFile() ? facts.size : 0), 0);
}

describe('a file that somebody goes on writing at its end', () => {
  test('has two states: as it was seen first, and as it is now', async () => {
    const { see, told } = open();
    for (const text of ['one', 'one two', 'one two three', 'one two three four']) await see(text);
    expect(await told()).toEqual(['found one', 'found one two three four']);
  });

  test('has one more after each long pause', async () => {
    const { see, told, wait } = open();
    for (const text of ['1', '1 2', '1 2 3']) await see(text);
    wait(15 * minute);
    for (const text of ['1 2 3 4', '1 2 3 4 5']) await see(text);
    expect(await told()).toEqual(['found 1', 'found 1 2 3', 'found 1 2 3 4 5']);
  });

  test('takes little room, however large it is and however often it is read', async () => {
    const { see, contents } = open();
    const whole = randomBytes(1024 * 1024);
    for (let size = 600_000; size < whole.length; size += 10_000) await see(whole.subarray(0, size));
    await see(whole);
    expect(bytesIn(contents)).toBeLessThan(3 * whole.length);
  });

  test('is told in the right order, though a later look at it is told first', async () => {
    const { see, told, now } = open();
    await see('one');
    await see('one two');
    const early = now();
    await see('one two three four');
    await see('one two three', early);
    await see('one two three four five', early);
    expect(await told()).toEqual(['found one', 'found one two three four five']);
  });

  test('keeps each state that an edit here came after', async () => {
    const { see, save, told } = open();
    for (const text of ['1', '1 2', '1 2 3']) await see(text);
    await save('1 2 3', 'mine');
    for (const text of ['mine 4', 'mine 4 5', 'mine 4 5 6']) await see(text);
    expect(await told()).toEqual(['found 1', 'found 1 2 3', 'save mine', 'found mine 4', 'found mine 4 5 6']);
  });

  test('leaves an edit judged by what the file holds now', async () => {
    const { database, see, save } = open();
    await see('a plan\n');
    await save('a plan\n', 'a better plan\n');
    for (const text of ['of', 'of a', 'of a run']) await see(text);
    const [edit] = await database.call('edits.replaced', { store });
    expect(edit).toMatchObject({ fate: 'replaced' });
    const theirs = await database.call('versions.one', { ...file, id: edit?.theirs ?? '' });
    expect(theirs?.size).toBe('of a run'.length);
    await see('a plan\n');
    expect(await database.call('edits.replaced', { store })).toMatchObject([{ fate: 'reverted' }]);
  });

  test('loses nothing of any sequence of appended and rewritten texts', () => {
    const step = fc.record({ append: fc.boolean(), text: fc.string({ minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const journal = openInMemory();
        const all: string[] = [];
        for (const { append, text } of steps) {
          all.push(append ? (all.at(-1) ?? '') + text : text);
          found(journal, all.at(-1) ?? '');
        }
        const { versions } = timelineOf(journal, { ...edited, before: null, limit: 100 });
        const kept = versions.map(({ hash }) => {
          const content = contentOf(journal, { hash: hash ?? '' });
          return content && 'bytes' in content ? new TextDecoder().decode(content.bytes) : '';
        });
        expect(kept[0]).toBe(all.at(-1));
        for (const text of all) expect(kept.some((one) => one.startsWith(text))).toBe(true);
      }),
    );
  });
});
