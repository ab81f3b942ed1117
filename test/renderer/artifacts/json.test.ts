import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allFolded, initiallyFolded, marksOf, rowOfIndex, rowsOf } from '#ui/artifacts/json/json-rows.ts';
import { type JsonTable, sizeOf, tableOf } from '#ui/artifacts/json/json-table.ts';
import { isItem, keyText, pathText, sourceText, valueText } from '#ui/artifacts/json/json-words.ts';
import { actionOfKey } from '#ui/artifacts/json/outline-keys.ts';

const text = `{
  "big": 12345678901234567890123,
  "nan": NaN,
  "float": 1.0,
  "dup": 1,
  "dup": 2,
  "esc": "caf\\u00e9",
  "nested": {"a b": [1, {"c": null}]},
  "none": []
}`;
const table = tableOf(text);
const show = (index: number) => `${keyText(text, table, index)}=${valueText(text, table, index)}`;
const indexes = Array.from({ length: sizeOf(table) }, (_, index) => index);
const find = (key: string) => indexes.find((index) => keyText(text, table, index) === key) ?? -1;

describe('a JSON text as rows', () => {
  test('shows every value in order, numbers as they are written and strings as they read', () => {
    expect(indexes.slice(1).map(show)).toEqual([
      'big=12345678901234567890123',
      'nan=NaN',
      'float=1.0',
      'dup=1',
      'dup=2',
      'esc="café"',
      'nested=object, 1 key',
      'a b=array, 2 items',
      '[0]=1',
      '[1]=object, 1 key',
      'c=null',
      'none=array, 0 items',
    ]);
  });

  test('tells the way to a value, and what stands there', () => {
    const at = find('c');
    expect(pathText(text, table, at)).toBe('nested["a b"][1].c');
    expect(pathText(text, table, 0)).toBe('');
    expect(sourceText(text, table, find('esc'))).toBe('"caf\\u00e9"');
    expect(isItem(table, find('[0]'))).toBe(true);
  });

  test('names an object by its first string', () => {
    const list = '[{"id": 7, "title": "Survey"}]';
    expect(valueText(list, tableOf(list), 1)).toBe('object, 2 keys, "Survey"');
  });

  test('refuses what is not JSON, and says where', () => {
    expect(() => tableOf('{"a": [1,2')).toThrow(/breaks off/);
    expect(() => tableOf('{"a": 1,}')).toThrow(/line 1, column/);
  });

  test('holds all values of any JSON, each within its parent', () => {
    const count = (value: unknown): number => {
      if (typeof value !== 'object' || value === null) return 1;
      return 1 + Object.values(value).reduce<number>((sum, inner) => sum + count(inner), 0);
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const source = JSON.stringify(value, null, indent);
        const made: JsonTable = tableOf(source);
        expect(sizeOf(made)).toBe(count(JSON.parse(source)));
        for (let index = 0; index < sizeOf(made); index++) {
          const parent = made.parent[index] ?? 0;
          expect(made.next[index]).toBeLessThanOrEqual(made.next[parent] ?? 0);
          expect(() => JSON.parse(sourceText(source, made, index))).not.toThrow();
        }
        expect(rowsOf(made, new Set(), null).length).toBe(sizeOf(made));
      }),
      { numRuns: 60 },
    );
  });
});

describe('folding and filtering', () => {
  test('what is folded hides what it holds and nothing else', () => {
    const rows = rowsOf(table, new Set([find('nested')]), null);
    expect([...rows].map((index) => keyText(text, table, index))).toEqual([
      null,
      'big',
      'nan',
      'float',
      'dup',
      'dup',
      'esc',
      'nested',
      'none',
    ]);
  });

  test('a small text is unfolded at first, a large one shows its shape', () => {
    expect(initiallyFolded(table).size).toBe(0);
    const large = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, tags: ['a'] })));
    const largeTable = tableOf(large);
    expect(rowsOf(largeTable, initiallyFolded(largeTable), null).length).toBe(301);
    expect(rowsOf(largeTable, allFolded(largeTable), null).length).toBe(301);
  });

  test('a filter finds keys and values in any case, and keeps the way to them', () => {
    const { marks, found } = marksOf(text, table, 'CAFÉ');
    expect(found).toBe(1);
    expect([...rowsOf(table, new Set(), marks)]).toEqual([0, find('esc')]);
    const byKey = marksOf(text, table, 'c');
    expect([...rowsOf(table, new Set(), byKey.marks)]).toEqual(
      [0, find('esc'), find('nested'), find('a b'), find('[1]'), find('c')].sort((a, b) => a - b),
    );
    expect(marksOf(text, table, 'nowhere').found).toBe(0);
  });

  test('the row of a value is found, and of a hidden one none', () => {
    const rows = rowsOf(table, new Set([find('nested')]), null);
    for (const [row, index] of rows.entries()) expect(rowOfIndex(rows, index)).toBe(row);
    expect(rowOfIndex(rows, find('c'))).toBe(-1);
  });
});

describe('keys of the tree', () => {
  const rows = rowsOf(table, new Set(), null);
  const press = (key: string, chosen: number, folded = new Set<number>()) =>
    actionOfKey(key, { table, rows: rowsOf(table, folded, null), folded, chosen, page: 3 });

  test('move through the rows in sight and stop at their ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ choose: 1 });
    expect(press('ArrowUp', 0)).toEqual({ choose: 0 });
    expect(press('End', 0)).toEqual({ choose: rows.at(-1) });
    expect(press('PageDown', 1)).toEqual({ choose: 4 });
    expect(press('ArrowDown', find('nested'), new Set([find('nested')]))).toEqual({ choose: find('none') });
  });

  test('fold, unfold, go in and go out', () => {
    const nested = find('nested');
    expect(press('ArrowLeft', nested)).toEqual({ fold: nested, folded: true });
    expect(press('ArrowRight', nested, new Set([nested]))).toEqual({ fold: nested, folded: false });
    expect(press('ArrowRight', nested)).toEqual({ choose: find('a b') });
    expect(press('ArrowLeft', find('c'))).toEqual({ choose: find('[1]') });
    expect(press('Enter', nested)).toEqual({ fold: nested, folded: true });
    expect(press('x', nested)).toBeNull();
  });
});
