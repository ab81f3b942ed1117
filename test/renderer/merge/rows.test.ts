import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choices } from '#ui/merge/blocks.ts';
import { resultText } from '#ui/merge/result.ts';
import { foldedLines, resultRows, sideRows } from '#ui/merge/rows.ts';
import { shownLine } from '#ui/merge/shown-line.ts';
import { mergeOf, texts } from './texts.ts';

const none: Choices = new Map();
const nobody: ReadonlySet<number> = new Set();
const kindsOf = (rows: { segments: readonly { kind: string; count: number }[] }) =>
  rows.segments.map(({ kind, count }) => `${kind} ${count}`);

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`);

const long = (changed: string) => [...lines(0, 20), changed, ...lines(20, 22)].join('\n');

describe('the rows of the three texts', () => {
  const merge = mergeOf(long('was'), long('theirs'), long('mine'));

  it('fold what nobody changed, but for the lines beside a change', () => {
    expect(kindsOf(sideRows(merge, nobody))).toEqual(['fold 1', 'same 1', 'changed 1', 'same 2']);
    expect(foldedLines(merge, 0)).toBe(19);
  });

  it('unfold where asked', () => {
    expect(kindsOf(sideRows(merge, new Set([0])))).toEqual(['same 20', 'changed 1', 'same 2']);
  });

  it('are found by their number', () => {
    const rows = sideRows(merge, nobody);
    expect(rows.at(2)).toMatchObject({ segment: { kind: 'changed', block: 1 }, step: 0 });
    expect(rows.at(rows.count)).toBeNull();
    expect(rows.firstOf(1)).toBe(2);
  });
});

describe('the rows of the result', () => {
  const merge = mergeOf(long('was'), long('theirs'), long('mine'));

  it('hold both sides of a conflict, and a bar to choose by', () => {
    expect(kindsOf(resultRows(merge, none, -1, nobody))).toEqual([
      'fold 1',
      'same 1',
      'bar 1',
      'theirs 1',
      'mine 1',
      'same 2',
    ]);
  });

  it('hold what is typed in the place of the lines', () => {
    const choices: Choices = new Map([[1, { take: 'edited', text: 'a\nb\nc' }]]);
    const rows = resultRows(merge, choices, -1, nobody);
    expect(kindsOf(rows)).toEqual(['fold 1', 'same 1', 'bar 1', 'hand 1', 'same 2']);
    expect(rows.segments.at(-1)?.line).toBe(23);
  });

  it('show lines that somebody took away', () => {
    const shorter = mergeOf('a\nb\nc', 'a\nc', 'a\nb\nc');
    expect(kindsOf(resultRows(shorter, none, -1, nobody))).toEqual(['same 1', 'removed 1', 'same 1']);
  });

  it('number the lines as they will be stored', () => {
    fc.assert(
      fc.property(texts, texts, texts, (base, theirs, mine) => {
        const all = mergeOf(base, theirs, mine);
        const choices: Choices = new Map(
          all.blocks.flatMap(({ kind }, index) =>
            kind === 'conflict' ? [[index, { take: 'mine' } as const]] : [],
          ),
        );
        const stored = mergeOf('', '', resultText(all, choices)).mine;
        const rows = resultRows(all, choices, -1, nobody);
        for (const segment of rows.segments) {
          if (segment.kind !== 'same' && segment.kind !== 'mine') continue;
          const block = all.blocks[segment.block];
          for (let step = 0; block && step < segment.count; step++)
            expect(stored.content(segment.line + step)).toBe(
              all.mine.content(block.mine.start + segment.from + step),
            );
        }
      }),
    );
  });
});

describe('a line', () => {
  const marked = (line: string, base: string | null) =>
    shownLine(line, base).map(({ text, changed }) => (changed ? `[${text}]` : text));

  it('marks the words that are new in it', () => {
    expect(marked('Rail is cheap here', 'Rail is cheap')).toEqual(['Rail is cheap', '[ here]']);
  });

  it('marks nothing where it is another line altogether', () => {
    expect(marked('Something else entirely', 'Rail is cheap')).toEqual(['Something else entirely']);
  });

  it('is shown around the difference where it is very long', () => {
    const base = 'x'.repeat(100_000);
    const pieces = marked(`${base.slice(0, 50_000)}NEW${base.slice(50_000)}`, base);
    expect(pieces.join('').length).toBeLessThan(2_200);
    expect(pieces.join('')).toContain('NEW');
  });
});
