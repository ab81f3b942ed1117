import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { cellAt, cellsOf, columnOf, rowCount } from '#ui/artifacts/table/cells.ts';

const all = (text: string) => {
  const cells = cellsOf(text);
  return Array.from({ length: rowCount(cells) }, (_, row) =>
    Array.from({ length: cells.columns }, (_, column) => cellAt(cells, row, column)),
  );
};

describe('a CSV text as cells', () => {
  test('knows quotes, line breaks in cells and several separators', () => {
    expect(all('a,b\n"x, ""y""","1\n2"\n')).toEqual([
      ['a', 'b'],
      ['x, "y"', '1\n2'],
    ]);
    expect(all('a;b\r\n1;2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(all('a\tb\n1\t2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('tells an empty cell from one that is not there, and skips a BOM', () => {
    expect(all('\uFEFFa,b\n1\n,2')).toEqual([
      ['a', 'b'],
      ['1', null],
      ['', '2'],
    ]);
  });

  test('says where a quote is left open', () => {
    expect(cellsOf('a,b\n"1,2').problem).toMatch(/Row 2/);
    expect(cellsOf('a,b\n1,2').problem).toBeNull();
  });

  test('gives back whatever was written', () => {
    const row = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const kept = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
        const text = Papa.unparse([['first', 'second'], ...kept], { quotes: true, newline: '\n' });
        const cells = cellsOf(text);
        expect(rowCount(cells)).toBe(kept.length + 1);
        for (const [at, expected] of kept.entries())
          for (const [column, cell] of expected.entries()) expect(cellAt(cells, at + 1, column)).toBe(cell);
      }),
      { numRuns: 60 },
    );
  });

  test('puts numbers at the right, words at the left', () => {
    const cells = cellsOf('name,Mt,share,mixed\nDuisburg,21.4,"1,204",1\nLyon,,78%,x');
    expect([0, 1, 2, 3].map((column) => columnOf(cells, column).numbers)).toEqual([false, true, true, false]);
  });
});
