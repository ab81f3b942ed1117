import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTempName, localNameProblem, lockName, ownerOf, tempName } from '#storage/filesystem/names.ts';

describe('on Windows', () => {
  test.each([
    ['a\\b', '"\\\\"'],
    ['..\\outside', '"\\\\"'],
    ['C:stream', '":"'],
    ['a*', '"*"'],
    ['sessions/what?', '"?"'],
    ['new\nline', '"\\n"'],
    ['trailing.', 'end with a dot'],
    ['sessions/trailing /x', 'end with a dot or a space'],
    ['CON', '“CON”'],
    ['a/lpt1.txt', '“lpt1.txt”'],
    ['nul', '“nul”'],
  ])('%j is refused, and the reason given', (key, reason) => {
    expect(localNameProblem(key, 'win32')).toContain(reason);
    expect(localNameProblem(key, 'linux')).toBeNull();
  });

  test.each(['console', 'com10', 'a.b', '.hidden', 'ünïcode', 'nul-1'])('%j is a name', (key) => {
    expect(localNameProblem(key, 'win32')).toBeNull();
  });

  test('no name with a separator or a drive gets through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\\', ':'), fc.string(), (a, bad, b) => {
        expect(localNameProblem(a + bad + b, 'win32')).not.toBeNull();
      }),
    );
  });
});

test('the names of temp files are short, fresh, and known as such', () => {
  const names = (['new', 'old', 'log'] as const).map(tempName);
  expect(names.every(isTempName)).toBe(true);
  expect(names.every((name) => name.length < 60 && ownerOf(name) !== null)).toBe(true);
  expect(tempName('new')).not.toBe(tempName('new'));
  expect(isTempName(lockName('a'))).toBe(true);
});

test('one lock serves a name in capitals and small letters, and no two places share one', () => {
  expect(lockName('Sessions/A')).toBe(lockName('sessions/a'));
  expect(lockName('sessions/a')).not.toBe(lockName('sessions/b'));
});
