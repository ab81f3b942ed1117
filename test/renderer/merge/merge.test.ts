import fc from 'fast-check';
import { diff3Merge } from 'node-diff3';
import { describe, expect, it } from 'vitest';
import { type Choices, openConflicts } from '#ui/merge/blocks.ts';
import { resultText } from '#ui/merge/result.ts';
import { mergeOf, texts } from './texts.ts';

const none: Choices = new Map();

function chooseAll(merge: ReturnType<typeof mergeOf>, take: 'theirs' | 'mine'): Choices {
  return new Map(openConflicts(merge, none).map((index) => [index, { take }]));
}

describe('the merge of three texts', () => {
  it('is mine, byte for byte, where nobody else changed anything', () => {
    fc.assert(
      fc.property(texts, texts, (base, mine) => {
        const merge = mergeOf(base, base, mine);
        expect(openConflicts(merge, none)).toEqual([]);
        expect(resultText(merge, none)).toBe(mine);
      }),
    );
  });

  it('is theirs, byte for byte, where I changed nothing', () => {
    fc.assert(
      fc.property(texts, texts, (base, theirs) => {
        const merge = mergeOf(base, theirs, base);
        expect(openConflicts(merge, none)).toEqual([]);
        expect(resultText(merge, none)).toBe(theirs);
      }),
    );
  });

  it('has no conflict where both wrote the same, and is that', () => {
    fc.assert(
      fc.property(texts, texts, (base, both) => {
        const merge = mergeOf(base, both, both);
        expect(openConflicts(merge, none)).toEqual([]);
        expect(resultText(merge, none)).toBe(both);
      }),
    );
  });

  it('takes every line of each text into account, once and in order', () => {
    fc.assert(
      fc.property(texts, texts, texts, (base, theirs, mine) => {
        const merge = mergeOf(base, theirs, mine);
        for (const side of ['base', 'theirs', 'mine'] as const) {
          const covered = merge.blocks.map((block) => merge[side].raw(block[side])).join('');
          expect((merge[side].bom ? '\uFEFF' : '') + covered).toBe(merge[side].text);
        }
      }),
    );
  });

  it('holds both edits where lines lie between them', () => {
    const line = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 5, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (lines, one, two, swapped) => {
          const first = one % (lines.length - 2);
          const second = first + 2 + (two % (lines.length - first - 2));
          const [there, here] = swapped ? [second, first] : [first, second];
          const base = lines.join('\n');
          const theirs = lines.with(there, 'THEIRS').join('\n');
          const mine = lines.with(here, 'MINE').join('\n');
          const merge = mergeOf(base, theirs, mine);
          expect(openConflicts(merge, none)).toEqual([]);
          expect(resultText(merge, none)).toBe(lines.with(there, 'THEIRS').with(here, 'MINE').join('\n'));
        },
      ),
    );
  });

  it('keeps every change of mine where mine is taken in every conflict', () => {
    fc.assert(
      fc.property(texts, texts, texts, (base, theirs, mine) => {
        const merge = mergeOf(base, theirs, mine);
        const result = mergeOf('', '', resultText(merge, chooseAll(merge, 'mine'))).mine;
        const lines = Array.from({ length: result.count }, (_, line) => result.content(line));
        let from = 0;
        for (const block of merge.blocks) {
          if (block.kind !== 'mine' && block.kind !== 'conflict') continue;
          for (let line = block.mine.start; line < block.mine.end; line++) {
            const found = lines.indexOf(merge.mine.content(line), from);
            expect(found).toBeGreaterThanOrEqual(from);
            from = found + 1;
          }
        }
      }),
    );
  });

  it('is what the library makes of it, where no line stands twice', () => {
    const edits = fc.array(fc.constantFrom('keep', 'keep', 'keep', 'replace', 'remove', 'insert'), {
      minLength: 12,
      maxLength: 12,
    });
    const edited = (kinds: string[], by: string) =>
      kinds.flatMap((kind, line) => {
        const was = `line ${line}`;
        if (kind === 'keep') return [was];
        if (kind === 'remove') return [];
        return kind === 'insert' ? [`${by} ${line}`, was] : [`${by} ${line}`];
      });
    fc.assert(
      fc.property(edits, edits, fc.constantFrom('mine', 'theirs'), (there, here, name) => {
        const base = there.map((_, line) => `line ${line}`);
        const theirs = edited(there, 'theirs');
        const mine = edited(here, name);
        const merge = mergeOf(base.join('\n'), theirs.join('\n'), mine.join('\n'));
        const library = diff3Merge(theirs, base, mine, { excludeFalseConflicts: true });
        const conflicts = library.filter((region) => region.conflict !== undefined);
        expect(openConflicts(merge, none)).toHaveLength(conflicts.length);
        const chosen = library.flatMap((region) => region.ok ?? region.conflict?.b ?? []);
        expect(resultText(merge, chooseAll(merge, 'mine'))).toBe(chosen.join('\n'));
      }),
    );
  });
});

describe('a line end', () => {
  it.each([
    [
      'all are changed by somebody else while I edit a line',
      'a\nb\nc',
      'a\r\nb\r\nc',
      'a\nB\nc',
      'a\r\nB\nc',
    ],
    ['is mine in lines that I changed', 'a\nb\nc\n', 'a\nb\nC\n', 'a\r\nb\nc\n', 'a\r\nb\nC\n'],
    ['is added after the last line where somebody adds another', 'a\nb', 'a\nb\nc', 'A\nb', 'A\nb\nc'],
    ['goes from the end where somebody takes it away', 'a\nb\nc\n', 'a\nb\nc', 'A\nb\nc\n', 'A\nb\nc'],
    ['and a mark come from whoever put them there', 'a\nb', '\uFEFFa\nb', 'a\r\nb', '\uFEFFa\r\nb'],
  ])('%s', (_, base, theirs, mine, merged) => {
    const merge = mergeOf(base, theirs, mine);
    expect(openConflicts(merge, none)).toEqual([]);
    expect(resultText(merge, none)).toBe(merged);
  });
});

describe('a conflict', () => {
  const merge = mergeOf('one\ntwo\nthree', 'one\nTWO\nthree', 'one\r\nzwei\r\nthree');
  const at = openConflicts(merge, none)[0] ?? -1;

  it.each([
    ['theirs', { take: 'theirs' }, 'one\r\nTWO\nthree'],
    ['mine', { take: 'mine' }, 'one\r\nzwei\r\nthree'],
    ['both, theirs first', { take: 'both', first: 'theirs' }, 'one\r\nTWO\nzwei\r\nthree'],
    ['both, mine first', { take: 'both', first: 'mine' }, 'one\r\nzwei\r\nTWO\nthree'],
    ['what was typed', { take: 'edited', text: 'new\nzwei' }, 'one\r\nnew\r\nzwei\r\nthree'],
    ['no line', { take: 'edited', text: '' }, 'one\r\nthree'],
    ['an empty line', { take: 'edited', text: '\n' }, 'one\r\n\r\nthree'],
  ] as const)('becomes %s', (_, choice, text) => {
    expect(resultText(merge, new Map([[at, choice]]))).toBe(text);
  });

  it('leaves an empty line between two line ends that would be one', () => {
    const old = mergeOf('a\rb\nc', 'a\rB\nc', 'a\rbb\nc');
    const choices: Choices = new Map([[1, { take: 'edited', text: '\n' }]]);
    expect(resultText(old, choices)).toBe('a\r\rc');
  });

  it('at the end of the text parts the two sides where both are taken', () => {
    const last = mergeOf('a\nb', 'a\nB', 'a\nbb');
    const choices: Choices = new Map([[1, { take: 'both', first: 'theirs' }]]);
    expect(resultText(last, choices)).toBe('a\nB\nbb');
  });
});

describe('a large text', () => {
  it('is merged where its lines repeat and where they differ', () => {
    const lines = Array.from({ length: 60_000 }, (_, line) => (line % 2 ? '' : `line ${line}`));
    const theirs = lines.with(10_000, 'THEIRS').join('\n');
    const mine = lines.with(50_000, 'MINE').join('\n');
    const merge = mergeOf(lines.join('\n'), theirs, mine);
    expect(resultText(merge, none)).toBe(lines.with(10_000, 'THEIRS').with(50_000, 'MINE').join('\n'));
  });

  it('without one line in common is one conflict', () => {
    const of = (word: string) => Array.from({ length: 20_000 }, (_, line) => `${word} ${line}`).join('\n');
    const merge = mergeOf(of('base'), of('theirs'), of('mine'));
    expect(merge.blocks.map(({ kind }) => kind)).toEqual(['conflict']);
  });
});
