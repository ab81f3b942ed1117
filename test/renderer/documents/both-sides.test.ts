import { expect, it } from 'vitest';
import { StoreError } from '#shared/errors.ts';
import { type Looking, lookAtBoth } from '#ui/documents/both-sides.ts';
import { ObstacleError } from '#ui/merge/merge-task.ts';
import { OneFile, openFile } from './fakes.ts';

/** A file that was edited here and changed outside, and how often it was looked at again. */
async function changed(parts: Partial<Looking>) {
  const file = new OneFile('one');
  const { document, type, state } = await openFile(file);
  type('mine');
  file.writeOutside('theirs');
  await document.follow(file.facts());
  let refreshed = 0;
  const looking: Looking = {
    countOverlaps: async () => 1,
    isOurs: async () => true,
    refresh: async () => {
      refreshed += 1;
      await document.follow(file.facts());
    },
    ...parts,
  };
  const { trouble } = state();
  const both = await lookAtBoth(document, new AbortController().signal, looking);
  return { both, refreshed, sameTrouble: state().trouble === trouble };
}

const failing = (error: Error) => ({ countOverlaps: () => Promise.reject(error) });

it('both sides are counted where they are about the same lines, and who wrote the other', async () => {
  expect((await changed({})).both).toEqual({ overlaps: 1, isOurs: true });
});

it('a merge that fails says why, and is not the cause of another', async () => {
  const error = new StoreError('INTERNAL', 'The texts could not be merged.');
  expect(await changed(failing(error))).toEqual({
    both: { problem: 'The texts could not be merged.' },
    refreshed: 0,
    sameTrouble: true,
  });
});

it('a file that is gone or no text by now is looked at again, and says so itself', async () => {
  const { both, refreshed } = await changed(failing(new ObstacleError({ kind: 'gone' })));
  expect([both, refreshed]).toEqual([null, 1]);
});
