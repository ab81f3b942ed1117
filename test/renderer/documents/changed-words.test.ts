import { describe, expect, test } from 'vitest';
import { type Changed, changedWords } from '#ui/documents/changed-words.ts';

const looking: Changed = { kind: 'changed', found: 'looking', at: null };
const saving: Changed = { kind: 'changed', found: 'saving', at: null };

describe('of a file that has changed while it was edited it is said', () => {
  test('that somebody else did it', () => {
    expect(changedWords(looking, false)).toMatch(/^The file was changed outside,/);
    expect(changedWords(saving, false)).toMatch(/^Not saved: the file has changed since/);
  });

  test('that you did it yourself, in another window', () => {
    expect(changedWords(looking, true)).toMatch(/^You saved the file in another window,/);
    expect(changedWords(saving, true)).toMatch(/^Not saved: you have saved the file in another window/);
  });

  test('nothing of either until it is known', () => {
    expect(changedWords(looking, null)).not.toMatch(/outside|window/);
  });
});
