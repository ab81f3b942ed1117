import { afterEach, describe, expect, it } from 'vitest';
import { markSaved, markUnsaved, mayClose, useDirty } from '#ui/shell/dirty.ts';

const file = {
  store: 'folder-1',
  key: 'notes.md',
  name: 'notes.md',
  save: async () => true,
  discard: () => {},
};

afterEach(() => markSaved(file.store, file.key));

describe('closing tabs', () => {
  it('asks nothing where nothing is unsaved', async () => {
    expect(await mayClose(['a'])).toBe(true);
  });

  it('asks where edits would go with the tab, and does as it is told', async () => {
    markUnsaved({ ...file, tabs: ['a'] });
    const closing = mayClose(['a']);
    expect(useDirty.getState().question?.documents).toHaveLength(1);
    useDirty.getState().question?.answer(false);
    expect(await closing).toBe(false);
  });

  it('asks nothing where another tab still shows the file', async () => {
    markUnsaved({ ...file, tabs: ['a', 'b'] });
    expect(await mayClose(['a'])).toBe(true);
  });

  it('asks where all tabs of the file close together', () => {
    markUnsaved({ ...file, tabs: ['a', 'b'] });
    void mayClose(['a', 'b']);
    expect(useDirty.getState().question).not.toBeNull();
    useDirty.getState().question?.answer(false);
  });

  it('asks before the window closes, whatever the tabs', () => {
    markUnsaved({ ...file, tabs: ['a'] });
    void mayClose();
    expect(useDirty.getState().question).not.toBeNull();
    useDirty.getState().question?.answer(false);
  });
});
