import { describe, expect, it } from 'vitest';
import { restoreDraft } from '#ui/documents/restoring.ts';
import type { KeptDraft } from '#ui/drafts/draft-source.ts';
import { key, OneFile } from './fakes.ts';

const file = { store: 'store', key };

/** Edits of “one”, of which nobody knows whether they were saved; and the file as it was found. */
async function restore(draft: Pick<KeptDraft, 'seq' | 'saving'>, found: string) {
  const kept = { id: 'd', changedAt: 0, bom: false, base: { text: 'one', version: 'v1' }, text: 'mine' };
  const stored = new OneFile('one');
  stored.writeOutside(found);
  return restoreDraft(file, { ...kept, ...draft }, { reading: await stored.read() });
}

describe('edits that were being saved when the app ended', () => {
  const saving = { seq: 1, text: 'mine', merged: false };

  it('are done where the file holds them', async () => {
    expect(await restore({ seq: 1, saving }, 'mine')).toMatchObject({ done: true, givenUp: null });
  });

  it('are done where the save held more than had reached the draft', async () => {
    const more = { ...saving, seq: 2, text: 'mine and more' };
    expect(await restore({ seq: 1, saving: more }, 'mine and more')).toMatchObject({ done: true });
  });

  it('go on as edits of what was saved, where something was typed since', async () => {
    const earlier = { ...saving, text: 'mi' };
    expect(await restore({ seq: 2, saving: earlier }, 'mi')).toMatchObject({
      done: false,
      base: { text: 'mi' },
      trouble: null,
    });
  });
});

describe('edits whose merge was being saved when the app ended', () => {
  const saving = { seq: 1, text: 'mine and theirs', merged: true };

  it('are done where the file holds the merge, and go to its history', async () => {
    expect(await restore({ seq: 1, saving }, saving.text)).toMatchObject({ done: true, givenUp: 'mine' });
  });

  it('are a conflict with it, where something was typed since', async () => {
    expect(await restore({ seq: 2, saving }, saving.text)).toMatchObject({
      done: false,
      base: { text: 'one' },
      trouble: { kind: 'changed' },
    });
  });

  it('are a conflict with theirs, where it was not carried out', async () => {
    expect(await restore({ seq: 1, saving }, 'theirs')).toMatchObject({ trouble: { kind: 'changed' } });
  });
});
