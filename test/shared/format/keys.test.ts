import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import {
  baseName,
  byteLength,
  checkKey,
  compareKeys,
  folderOf,
  joinKey,
  keyProblem,
} from '#shared/format/keys.ts';

const segment = fc.oneof(
  fc.constantFrom('..', '.', '', '...', '..%2f', '..\\', 'sessions', '\0', ' ', '😀', '\ud83e'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const anyKey = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join('/'));
const legalKey = anyKey.filter((key) => keyProblem(key, 'folder') === null);

describe('a key of a folder', () => {
  test('stays where it is when it is resolved, wherever the store lies', () => {
    fc.assert(
      fc.property(legalKey, (key) => {
        // A URL resolves `.`, `..` and empty segments as a file system does.
        const path = key.split('/').map((part) => encodeURIComponent(part).replaceAll('.', '%252E'));
        const url = new URL(path.join('/'), 'file:///store/');
        expect(url.pathname).toBe(`/store/${path.join('/')}`);
        expect(key.split('/').some((part) => ['', '.', '..'].includes(part))).toBe(false);
        expect(key).not.toContain('\0');
      }),
    );
  });

  test.each([
    ['', 'A name is needed'],
    ['/etc/passwd', 'starts with “/”'],
    ['a/', 'empty part'],
    ['a//b', 'empty part'],
    ['..', '“..”'],
    ['a/../../b', '“..”'],
    ['./a', '“.”'],
    ['a\0b', 'NUL'],
    ['\ud83e', 'half a character'],
  ])('%j is refused, and the reason given', (key, reason) => {
    expect(keyProblem(key, 'folder')).toContain(reason);
    expect(codeOf(() => checkKey(key, 'folder'))).toBe('INVALID_NAME');
  });

  test.each(['..%2f..%2fetc', '%2e%2e/a', '...', '..\\a', '.hidden', 'a b', '🦊', '~', 'a/..b/c..'])(
    '%j means nothing special',
    (key) => {
      expect(keyProblem(key, 'folder')).toBeNull();
    },
  );
});

test('a key of a bucket may be anything but empty or half a character', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(keyProblem(key, 'object') === null).toBe(key !== '' && key.isWellFormed());
    }),
  );
});

describe('the order of keys', () => {
  const wellFormed = fc.string({ unit: 'binary', maxLength: 6 });

  test('is that of their UTF-8 bytes', () => {
    const bytes = (key: string) => Buffer.from(key, 'utf8');
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(bytes(a), bytes(b)));
      }),
    );
  });

  test('puts characters beyond U+FFFF last, where JavaScript does not', () => {
    expect(['😀', '\uff21', 'a'].sort(compareKeys)).toEqual(['a', '\uff21', '😀']);
    expect(['😀', '\uff21', 'a'].sort()).toEqual(['a', '😀', '\uff21']);
  });
});

test('a key is its folder and its name', () => {
  fc.assert(
    fc.property(legalKey, (key) => {
      expect(joinKey(folderOf(key), baseName(key))).toBe(key);
      expect(baseName(key)).not.toContain('/');
    }),
  );
});

test('lengths are counted in bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
  );
});

function codeOf(call: () => void): string {
  try {
    call();
  } catch (error) {
    if (isStoreError(error)) return error.code;
  }
  return 'went through';
}
