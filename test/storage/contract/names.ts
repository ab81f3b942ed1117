import { describe, expect, test } from 'vitest';
import { byteLength, type KeyRules } from '#shared/format/keys.ts';
import { localNameProblem } from '#storage/filesystem/names.ts';
import type { Current } from '../contract.ts';
import { codeOf } from './helpers.ts';

/** Names that people and agents really give, and that naive code breaks on. */
const awkwardNames = [
  'with spaces  and more ',
  ' leading space',
  "quo\"tes and 'single'",
  'hash # percent % question ? amp & plus +',
  'percent%20encoded',
  '..%2f..%2fetc',
  '%2e%2e',
  '...',
  '.hidden',
  '~',
  '-rf',
  'emoji 🦊👩‍👩‍👧',
  'CJK 会话記憶',
  'right-to-left עברית العربية',
  'RTL override \u202egpj.exe',
  'decomposed e\u0301',
  'composed \u00e9',
  'new\nline',
  'tab\there',
  'bell\u0007',
  'semi;colon',
  'star*',
  '<angle> | pipe',
  'colon:',
  '$HOME `id`',
  'trailing dot.',
  'CON',
  'exec_summary_summary.md',
  '__proto__',
  'x'.repeat(200),
];

/** Names that mean something to a folder and nothing to a bucket. */
const refusedByFolders = [
  '..',
  '.',
  '../outside',
  'a/../../outside',
  'a/./b',
  'a//b',
  '/etc/passwd',
  'a/',
  'nul\0here',
];

export function describeNames(storage: Current, rules: KeyRules): void {
  describe('names', () => {
    const onWindows = rules === 'folder' && process.platform === 'win32';
    const names = awkwardNames.filter((name) => !onWindows || localNameProblem(name, 'win32') === null);

    test.each(names)('holds a file and a folder named %j', async (name) => {
      await storage().write(`sessions/${name}/${name}`, name);
      expect(await storage().read(`sessions/${name}/${name}`)).toBe(name);
      expect(await storage().list('sessions/')).toEqual([`sessions/${name}/${name}`]);
      expect((await storage().listLevel('sessions')).folders).toEqual([name]);
      const level = await storage().listLevel(`sessions/${name}`);
      expect(level.files.map((file) => file.key)).toEqual([`sessions/${name}/${name}`]);
      expect(await storage().delete(`sessions/${name}/${name}`)).toBe(true);
      expect(await storage().list('')).toEqual([]);
    });

    test.each(['', '\ud83e half a character'])('refuses the name %j', async (name) => {
      expect(await codeOf(storage().write(name, 'x'))).toBe('INVALID_NAME');
      expect(await codeOf(storage().read(name))).toBe('INVALID_NAME');
    });

    test('refuses a part that is too long', async () => {
      const { maxSegmentBytes } = storage().capabilities;
      const name = 'é'.repeat(Math.floor(maxSegmentBytes / 2) + 1);
      expect(await codeOf(storage().write(`sessions/${name}`, 'x'))).toBe('INVALID_NAME');
    });

    test('refuses a path that is too long', async () => {
      const { maxKeyBytes } = storage().capabilities;
      const key = 'abcdefgh/'.repeat(Math.ceil(maxKeyBytes / 9)).concat('end');
      expect(byteLength(key)).toBeGreaterThan(maxKeyBytes);
      expect(await codeOf(storage().write(key, 'x'))).toBe('INVALID_NAME');
    });

    if (rules === 'folder') {
      test.each(refusedByFolders)('refuses %j, which no folder holds', async (key) => {
        const calls = [
          storage().write(key, 'x'),
          storage().read(key),
          storage().exists(key),
          storage().stat(key),
          storage().delete(key),
        ];
        for (const code of await Promise.all(calls.map(codeOf))) {
          expect(['INVALID_NAME', 'OUTSIDE_STORE']).toContain(code);
        }
        expect(await storage().list('')).toEqual([]);
      });
    } else {
      test.each(['a/../b', '..', 'a//b', 'a/./b', '/a', 'a\\..\\b'])(
        'holds %j as plain characters',
        async (key) => {
          await storage().write(key, 'x');
          expect(await storage().read(key)).toBe('x');
          expect(await storage().list('')).toEqual([key]);
          expect(await storage().delete(key)).toBe(true);
        },
      );

      test('tells “a” from “a/”', async () => {
        await storage().write('s/a', 'file');
        await storage().write('s/a/', 'marker');
        expect(await storage().list('')).toEqual(['s/a', 's/a/']);
        expect(await storage().read('s/a/')).toBe('marker');
      });
    }
  });
}
