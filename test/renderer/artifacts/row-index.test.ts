import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowIndex, rowsPerBlock, type TextRow } from '#ui/artifacts/row-index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function indexed(bytes: Uint8Array, pieceSizes: readonly number[] = [bytes.length || 1]): RowIndex {
  const index = new RowIndex();
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = pieceSizes[turn % pieceSizes.length] ?? 1;
    index.feed(bytes.subarray(at, at + size));
    at += size;
  }
  return index;
}

function allRows(bytes: Uint8Array, index: RowIndex): TextRow[] {
  const rows: TextRow[] = [];
  for (let block = 0; block * rowsPerBlock < index.rows; block++) {
    const { start, end } = index.rangeOf(block);
    rows.push(...index.rowsIn(block, bytes.subarray(start, end)));
  }
  return rows;
}

const linesOf = (rows: readonly TextRow[]) => {
  const lines: string[] = [];
  for (const { text, line } of rows) {
    if (line === null) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return lines;
};

describe('rows of a text that is read by ranges', () => {
  test('are its lines, with their numbers', () => {
    const bytes = utf8('one\ntwo\r\n\nfour');
    expect(allRows(bytes, indexed(bytes))).toEqual([
      { text: 'one', line: 1 },
      { text: 'two', line: 2 },
      { text: '', line: 3 },
      { text: 'four', line: 4 },
    ]);
  });

  test('of an empty text are one empty row', () => {
    const index = new RowIndex();
    expect(index.rows).toBe(1);
    expect(allRows(new Uint8Array(), index)).toEqual([{ text: '', line: 1 }]);
  });

  test('cut a long line between characters', () => {
    const line = 'é'.repeat(3000);
    const bytes = utf8(`${line}\nnext`);
    const rows = allRows(bytes, indexed(bytes));
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every(({ text }) => !text.includes('\uFFFD'))).toBe(true);
    expect(linesOf(rows)).toEqual([line, 'next']);
    expect(rows.at(-1)).toEqual({ text: 'next', line: 2 });
  });

  test('give back every line, however the bytes arrive', () => {
    const line = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('ü'.repeat(1500)));
    // Repeated, so that there are several blocks.
    const lines = fc
      .tuple(fc.array(line, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 60 }))
      .map(([some, times]) => Array.from({ length: times }, () => some).flat());
    const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines, sizes, (lines, sizes) => {
        const text = lines.map((line) => line.replaceAll(/[\r\n]/g, ' ')).join('\n');
        const bytes = utf8(text);
        const index = indexed(bytes, sizes);
        const rows = allRows(bytes, index);
        expect(rows.length).toBe(index.rows);
        expect(linesOf(rows).join('\n')).toBe(text);
        expect(index.lines).toBe(lines.length);
        expect(rows.flatMap(({ line }) => line ?? []).at(-1)).toBe(lines.length);
      }),
      { numRuns: 60 },
    );
  });

  test('find the block of a line', () => {
    const bytes = utf8('x\n'.repeat(1000));
    const index = indexed(bytes);
    for (const line of [1, 256, 257, 999]) {
      const block = index.blockOfLine(line);
      const { start, end } = index.rangeOf(block);
      expect(index.rowsIn(block, bytes.subarray(start, end)).some((row) => row.line === line)).toBe(true);
    }
  });
});
