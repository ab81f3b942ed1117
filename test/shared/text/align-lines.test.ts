import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedHunks } from '#shared/text/align-lines.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 });

describe('changedHunks', () => {
  it('turns the one text into the other', () => {
    fc.assert(
      fc.property(lines, lines, (base, edited) => {
        const rebuilt = [...base];
        for (const hunk of changedHunks(base, edited).reverse())
          rebuilt.splice(
            hunk.base.start,
            hunk.base.end - hunk.base.start,
            ...edited.slice(hunk.edited.start, hunk.edited.end),
          );
        expect(rebuilt).toEqual(edited);
      }),
    );
  });

  it('finds nothing between equal texts', () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(changedHunks(text, [...text])).toEqual([]);
      }),
    );
  });

  it('keeps edits that lie apart apart', () => {
    expect(changedHunks(['a', 'b', 'c', 'd'], ['A', 'b', 'c', 'D', 'e'])).toEqual([
      { base: { start: 0, end: 1 }, edited: { start: 0, end: 1 } },
      { base: { start: 3, end: 4 }, edited: { start: 3, end: 5 } },
    ]);
  });
});
