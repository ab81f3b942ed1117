import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Best, score, spans, wordsOf } from '#ui/palette/search.ts';

describe('how well something answers', () => {
  test('the start of a name, then the start of a part, then any place, then the context', () => {
    const of = (name: string, context = '') => score(['ana'], name, context);
    expect([of('analyze'), of('data analysis'), of('banana'), of('x', 'for ana'), of('x')]).toEqual([
      0,
      1,
      2,
      4,
      null,
    ]);
  });

  test('every word must be found', () => {
    expect(score(wordsOf(' Node  open '), 'Open the node', '')).not.toBeNull();
    expect(score(['node', 'zip'], 'Open the node', '')).toBeNull();
  });
});

test('the best are kept, in order, equals as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(4))), fc.integer({ min: 1, max: 5 }), (scores, limit) => {
      const best = new Best<number>(limit);
      for (const [index, each] of scores.entries()) best.offer(each, () => index);
      const expected = scores
        .map((each, index) => ({ each, index }))
        .filter((entry): entry is { each: number; index: number } => entry.each !== null)
        .sort((a, b) => a.each - b.each || a.index - b.index);
      expect(best.values).toEqual(expected.slice(0, limit).map(({ index }) => index));
      expect(best.matches).toBe(expected.length);
    }),
  );
});

describe('marking what was found', () => {
  test('cuts a text where the words stand', () => {
    expect(spans('Open the node', ['node', 'op'])).toEqual([
      { text: 'Op', hit: true },
      { text: 'en the ', hit: false },
      { text: 'node', hit: true },
    ]);
  });

  test('leaves nothing out, whatever the words', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 3 })), (text, words) => {
        expect(
          spans(text, words)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
