import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeKey, jsonProblem, renameJsonKey, setJsonSource } from '#ui/records/record-edits.ts';

const record = `{
  "id": "a",
  "score": NaN,
  "metadata": {"big": 12345678901234567890, "one": 1.0}
}`;

describe('setJsonSource', () => {
  it('writes a value exactly as it was typed', () => {
    const typed = fc.constantFrom(
      '1.0',
      '-0.0',
      '1e5',
      'NaN',
      '-Infinity',
      '98765432109876543210',
      '{ "b":1,  "a":[ ] }',
    );
    fc.assert(
      fc.property(typed, (source) => {
        expect(setJsonSource(record, ['metadata', 'one'], source)).toBe(
          record.replace('"one": 1.0', () => `"one": ${source}`),
        );
      }),
    );
  });

  it('adds a key that is not there', () => {
    expect(setJsonSource('{"id": "a"}', ['n'], '1.50')).toBe('{"id": "a", "n": 1.50}');
  });

  it('sets the last of two keys, which is the one that Python reads', () => {
    expect(setJsonSource('{"a": 1, "a": 2}', ['a'], '3')).toBe('{"a": 1, "a": 3}');
  });

  it('refuses what is not JSON', () => {
    expect(() => setJsonSource(record, ['score'], '{')).toThrow('breaks off');
  });
});

describe('renameJsonKey', () => {
  it('changes the name and nothing else', () => {
    expect(renameJsonKey(record, ['metadata', 'big'], 'large')).toBe(record.replace('"big"', '"large"'));
  });

  it('escapes as the rest of the text does', () => {
    expect(renameJsonKey('{"a": 1}', ['a'], 'é')).toBe('{"\\u00e9": 1}');
    expect(renameJsonKey('{"a": "会"}', ['a'], 'é')).toBe('{"é": "会"}');
  });
});

it('says what is wrong with a piece of JSON', () => {
  expect(jsonProblem('[1, NaN]')).toBeNull();
  expect(jsonProblem('[1,')).toContain('breaks off');
});

it('finds a name that is free', () => {
  expect(freeKey([])).toBe('key');
  expect(freeKey(['key', 'key_2'])).toBe('key_3');
});
