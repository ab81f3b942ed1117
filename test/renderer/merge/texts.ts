import fc from 'fast-check';
import type { Merge } from '#ui/merge/blocks.ts';
import { Lines } from '#ui/merge/lines.ts';
import { threeWay } from '#ui/merge/three-way.ts';

export function mergeOf(base: string, theirs: string, mine: string): Merge {
  const sides = { base: new Lines(base), theirs: new Lines(theirs), mine: new Lines(mine) };
  return { ...sides, blocks: threeWay(sides.base, sides.theirs, sides.mine) };
}

/** Texts as files hold them: few different lines, so that they repeat; every line end; with and without a mark. */
export const texts = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.tuple(
        fc.constantFrom('', 'a', 'b', 'c', 'constructor', '\u2028'),
        fc.constantFrom('\n', '\r\n', '\r'),
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom('', '', 'end'),
  )
  .map(([bom, lines, last]) => (bom ? '\uFEFF' : '') + lines.flat().join('') + last);
