import { z } from 'zod';
import type { Choice, Choices, Merge } from './blocks.ts';

const choiceSchema: z.ZodType<Choice> = z.discriminatedUnion('take', [
  z.object({ take: z.literal('theirs') }),
  z.object({ take: z.literal('mine') }),
  z.object({ take: z.literal('both'), first: z.enum(['theirs', 'mine']) }),
  z.object({ take: z.literal('edited'), text: z.string() }),
]);

/** A choice with what it was about, so that it can be found again in another merge of the same file. */
export const keptChoiceSchema = z.object({
  /** The block's lines on the three sides. */
  about: z.tuple([z.string(), z.string(), z.string()]),
  /** Of equal blocks, how many stand before it. */
  before: z.number(),
  choice: choiceSchema,
});

export type KeptChoice = z.infer<typeof keptChoiceSchema>;

type Name = Pick<KeptChoice, 'about' | 'before'>;

/** What the changed blocks of a merge are about; equal ones are told apart by their order. */
interface Names {
  of: ReadonlyMap<number, Name>;
  places: ReadonlyMap<string, number>;
}

const idOf = ({ about, before }: Name) => JSON.stringify([about, before]);

/** Made once a merge: choices are kept while somebody types. */
const known = new WeakMap<Merge, Names>();

function namesOf(merge: Merge): Names {
  const names = known.get(merge) ?? nameBlocks(merge);
  known.set(merge, names);
  return names;
}

function nameBlocks({ base, theirs, mine, blocks }: Merge): Names {
  const of = new Map<number, Name>();
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'same') continue;
    const about: Name['about'] = [base.raw(block.base), theirs.raw(block.theirs), mine.raw(block.mine)];
    const same = JSON.stringify(about);
    const before = counts.get(same) ?? 0;
    counts.set(same, before + 1);
    of.set(index, { about, before });
    places.set(idOf({ about, before }), index);
  }
  return { of, places };
}

/** The choices, each with what it is about. */
export function keepChoices(merge: Merge, choices: Choices): KeptChoice[] {
  if (choices.size === 0) return [];
  const { of } = namesOf(merge);
  return [...choices].flatMap(([index, choice]) => {
    const name = of.get(index);
    return name ? [{ ...name, choice }] : [];
  });
}

/** The choices that still apply: those about blocks that are the same in this merge. */
export function recallChoices(merge: Merge, kept: readonly KeptChoice[]): Choices {
  if (kept.length === 0) return new Map();
  const { places } = namesOf(merge);
  return new Map(
    kept.flatMap((one) => {
      const index = places.get(idOf(one));
      return index === undefined ? [] : [[index, one.choice]];
    }),
  );
}

/** Texts that were typed by hand for blocks that are not there any more. */
export function lostEdits(merge: Merge, kept: readonly KeptChoice[]): string[] {
  const { places } = namesOf(merge);
  return kept.flatMap((one) =>
    one.choice.take === 'edited' && !places.has(idOf(one)) ? [one.choice.text] : [],
  );
}
