import { z } from 'zod';
import type { Block, Choice, Choices, Merge } from './blocks.ts';

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

function aboutOf({ base, theirs, mine }: Merge, block: Block): KeptChoice['about'] {
  return [base.raw(block.base), theirs.raw(block.theirs), mine.raw(block.mine)];
}

/** Names each changed block by what it is about; equal ones are told apart by their order. */
function nameBlocks(merge: Merge): Map<string, number> {
  const names = new Map<string, number>();
  for (const [index, block] of merge.blocks.entries()) {
    if (block.kind === 'same') continue;
    const about = aboutOf(merge, block);
    let before = 0;
    while (names.has(JSON.stringify([about, before]))) before += 1;
    names.set(JSON.stringify([about, before]), index);
  }
  return names;
}

/** The choices, each with what it is about. */
export function keepChoices(merge: Merge, choices: Choices): KeptChoice[] {
  if (choices.size === 0) return [];
  return [...nameBlocks(merge)].flatMap(([name, index]) => {
    const choice = choices.get(index);
    const [about, before] = JSON.parse(name);
    return choice ? [{ about, before, choice }] : [];
  });
}

/** The choices that still apply: those about blocks that are the same in this merge. */
export function recallChoices(merge: Merge, kept: readonly KeptChoice[]): Choices {
  if (kept.length === 0) return new Map();
  const names = nameBlocks(merge);
  return new Map(
    kept.flatMap(({ about, before, choice }) => {
      const index = names.get(JSON.stringify([about, before]));
      return index === undefined ? [] : [[index, choice]];
    }),
  );
}

/** Texts that were typed by hand for blocks that are not there any more. */
export function lostEdits(merge: Merge, kept: readonly KeptChoice[]): string[] {
  const names = nameBlocks(merge);
  return kept.flatMap(({ about, before, choice }) =>
    choice.take === 'edited' && !names.has(JSON.stringify([about, before])) ? [choice.text] : [],
  );
}
