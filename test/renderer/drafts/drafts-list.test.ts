import { describe, expect, it } from 'vitest';
import type { Draft } from '#shared/model/draft.ts';
import { draftToOffer } from '#ui/drafts/drafts-list.ts';

const draft = (id: string, owner: Draft['owner']) => ({ id, owner }) as Draft;

describe('a pane offers to go on with', () => {
  it('a draft that nobody has', () => {
    const drafts = [draft('a', 'other'), draft('b', 'nobody')];
    expect(draftToOffer(drafts, null, false)?.id).toBe('b');
  });

  it('a draft of its own window that could not be had, and with no other of it', () => {
    const drafts = [draft('a', 'me'), draft('b', 'me')];
    expect(draftToOffer(drafts, 'a', true)?.id).toBe('b');
    expect(draftToOffer(drafts, null, false)).toBe(undefined);
  });

  it('nothing where its own draft is the only one', () => {
    expect(draftToOffer([draft('a', 'me'), draft('b', 'other')], 'a', true)).toBe(undefined);
  });
});
