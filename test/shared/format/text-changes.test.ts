import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, joinChanges, lengthAfter, type TextChange } from '#shared/format/text-changes.ts';

/** A text, and changes each of which fits what the ones before it left, near each other or far apart. */
const edited = fc
  .tuple(
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.integer({ min: 0, max: 9000 }),
    fc.array(
      fc.record({ at: fc.nat(), length: fc.nat(), text: fc.string({ maxLength: 6, unit: 'binary' }) }),
      { maxLength: 12 },
    ),
  )
  .map(([seed, repeats, wishes]) => {
    const text = seed.repeat(Math.ceil(repeats / Math.max(1, seed.length)));
    const changes: TextChange[] = [];
    let length = text.length;
    for (const wish of wishes) {
      const offset = wish.at % (length + 1);
      const removed = wish.length % (Math.min(8, length - offset) + 1);
      changes.push({ offset, length: removed, text: wish.text });
      length += wish.text.length - removed;
    }
    return { text, changes };
  });

const oneByOne = (text: string, changes: readonly TextChange[]) =>
  changes.reduce(
    (now, { offset, length, text: added }) => now.slice(0, offset) + added + now.slice(offset + length),
    text,
  );

/** Keystrokes of a person: typing on, going back, and a jump now and then. */
const typing = fc
  .array(
    fc.record({
      jump: fc.option(fc.nat(), { freq: 8 }),
      back: fc.boolean(),
      text: fc.constantFrom('a', 'é', '\n', '🎉'),
    }),
  )
  .map((keys) => {
    let cursor = 100;
    let length = 200;
    return keys.map(({ jump, back, text }): TextChange => {
      if (jump !== null) cursor = jump % (length + 1);
      const removed = back && cursor > 0 ? 1 : 0;
      const change = { offset: cursor - removed, length: removed, text: back ? '' : text };
      cursor = change.offset + change.text.length;
      length += change.text.length - removed;
      return change;
    });
  });

describe('changes of a text', () => {
  it('give the text that they give one by one', () => {
    fc.assert(
      fc.property(edited, ({ text, changes }) => {
        expect(applyChanges(text, changes)).toBe(oneByOne(text, changes));
      }),
    );
  });

  it('tell the length of the text that they give', () => {
    fc.assert(
      fc.property(edited, ({ text, changes }) => {
        expect(lengthAfter(text.length, changes)).toBe(oneByOne(text, changes).length);
      }),
    );
  });

  it('do not fit a text that is too short for one of them', () => {
    expect(
      lengthAfter(3, [
        { offset: 0, length: 2, text: '' },
        { offset: 1, length: 1, text: 'x' },
      ]),
    ).toBeNull();
  });

  it('give the same text once joined', () => {
    const text = 'x'.repeat(200);
    fc.assert(
      fc.property(typing, (changes) => {
        expect(oneByOne(text, joinChanges(changes))).toBe(oneByOne(text, changes));
      }),
    );
  });

  it('are one once joined, where somebody only typed on and corrected themselves', () => {
    const keys = ['h', 'a', 'l', 'o'].map((text, index) => ({ offset: 7 + index, length: 0, text }));
    const back = { offset: 10, length: 1, text: '' };
    const again = ['l', 'o'].map((text, index) => ({ offset: 10 + index, length: 0, text }));
    expect(joinChanges([...keys, back, ...again])).toEqual([{ offset: 7, length: 0, text: 'hallo' }]);
  });

  it('are one once joined, where somebody only deleted backwards', () => {
    const changes = [9, 8, 7].map((offset) => ({ offset, length: 1, text: '' }));
    expect(joinChanges(changes)).toEqual([{ offset: 7, length: 3, text: '' }]);
  });
});
