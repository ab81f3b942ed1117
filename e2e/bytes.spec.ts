import { type ByteCase, byteCase, session } from './bytes/files.ts';
import { replaceWord } from './bytes/replace-word.ts';
import { levels } from './harness/screen.ts';
import { anHourAgo } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';

const files = Number(process.env.BYTES_FILES ?? 100);
const seed = Number(process.env.BYTES_SEED ?? 1);
const perTest = 25;

/** Where two contents begin to differ, for people; null where they are the same. */
function difference(stored: Buffer, expected: Buffer): string | null {
  if (stored.equals(expected)) return null;
  let at = 0;
  while (at < stored.length && stored[at] === expected[at]) at++;
  const around = (bytes: Buffer) => JSON.stringify(bytes.subarray(Math.max(0, at - 20), at + 20).toString());
  return `byte ${at} of ${expected.length}: ${around(stored)} in the place of ${around(expected)}`;
}

for (let first = 0; first < files; first += perTest) {
  const end = Math.min(files, first + perTest);
  test.describe(`files ${first} to ${end - 1}`, () => {
    test.setTimeout(perTest * 15_000);
    // A bucket takes the place of the folder now and then.
    test.use({ actionTimeout: 30_000, storeKind: first % 500 === perTest ? 's3' : 'folder' });
    let cases: ByteCase[] = [];

    test.beforeEach(({ store }) => {
      cases = Array.from({ length: end - first }, (_, index) => byteCase(seed, first + index));
      store.write(`sessions/${session}/session.json`, '{}', anHourAgo);
      for (const { key, before, word, after } of cases) store.write(key, before + word + after, anHourAgo);
    });

    test('one word is replaced by hand, and every other byte stays', async ({ store, ui }) => {
      await ui.filter(session);
      await ui.expand(ui.row(session, levels.session));
      await ui.row('Record', levels.session + 1).waitFor();
      const damaged: string[] = [];
      for (const one of cases) {
        await replaceWord(ui, one);
        const expected = Buffer.from(one.before + one.replacement + one.after);
        const found = difference(store.read(one.key) ?? Buffer.alloc(0), expected);
        if (found) damaged.push(`${one.key} (${one.how}): ${found}`);
      }
      expect(damaged).toEqual([]);
    });
  });
}
