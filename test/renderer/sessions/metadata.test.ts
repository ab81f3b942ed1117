import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOfValue, readMetadata } from '#ui/sessions/metadata.ts';

const rows = (...pairs: [string, string][]) => pairs.map(([key, value], id) => ({ id, key, value }));

describe('metadata as it is typed', () => {
  test('a value is JSON where it reads as JSON, else text', () => {
    const typed = rows(
      ['n', '3'],
      ['f', '1.5'],
      ['b', 'true'],
      ['l', '[1, "x"]'],
      ['t', 'plain text'],
      ['q', '"3"'],
    );
    expect(readMetadata(typed).metadata).toEqual({
      n: 3,
      f: 1.5,
      b: true,
      l: [1, 'x'],
      t: 'plain text',
      q: '3',
    });
    expect(['3', '[1]', '{}', 'null', 'no', '"3"'].map(kindOfValue)).toEqual([
      'number',
      'list',
      'object',
      'null',
      'text',
      'text',
    ]);
  });

  test('any JSON value survives being typed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
        const { metadata } = readMetadata(rows(['key', JSON.stringify(value)]));
        if (metadata) expect(metadata.key).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('empty rows are left out, a row with a key alone is empty text', () => {
    expect(readMetadata(rows(['', ''], ['a', ''])).metadata).toEqual({ a: '' });
  });

  test('what is wrong is said of its row and part', () => {
    expect(readMetadata(rows(['a', '1'], ['', 'x'])).problem).toMatchObject({ row: 1, part: 'key' });
    expect(readMetadata(rows(['a', '1'], ['a', '2'])).problem).toMatchObject({ row: 1, part: 'key' });
  });

  test('a number that would be changed by reading it is refused, also inside lists and objects', () => {
    for (const value of ['12345678901234567890', '1e999', '[1, [9007199254740993]]', '{"a": -1e400}']) {
      expect(readMetadata(rows(['a', value])).problem).toMatchObject({ row: 0, part: 'value' });
    }
    expect(readMetadata(rows(['a', '"12345678901234567890"'])).metadata).toEqual({
      a: '12345678901234567890',
    });
  });
});
