import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { markSaved, markUnsaved, mayClose, mayLeave, useDirty } from '#ui/shell/dirty.ts';

const file = {
  store: 'folder-1',
  key: 'notes.md',
  name: 'notes.md',
  save: async () => true,
  discard: async () => {},
  lasting: true,
  isKept: () => true,
  keep: async () => true,
};

afterEach(() => {
  for (const key of [file.key, 'lost.md']) markSaved(file.store, key);
});

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
});

describe('closing the window', () => {
  it('asks nothing where all edits are kept for the next time', async () => {
    markUnsaved({ ...file, tabs: ['a'] });
    expect(await mayLeave()).toBe(true);
    expect(useDirty.getState().question).toBeNull();
  });

  it.each([
    ['cannot be written', async () => false],
    ['fail to be written', () => Promise.reject(new Error('The disk is full.'))],
  ])('asks about edits that %s, and about no others', async (_, keep) => {
    markUnsaved({ ...file, tabs: ['a'] });
    markUnsaved({ ...file, key: 'lost.md', tabs: ['a'], keep });
    const leaving = mayLeave();
    await expect
      .poll(() => useDirty.getState().question?.documents.map(({ key }) => key))
      .toEqual(['lost.md']);
    useDirty.getState().question?.answer(true);
    expect(await leaving).toBe(true);
  });

  it('waits two seconds for edits to be written, and then asks', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    markUnsaved({ ...file, tabs: ['a'], keep: () => new Promise(() => {}) });
    const leaving = mayLeave();
    await vi.advanceTimersByTimeAsync(1_990);
    expect(useDirty.getState().question).toBeNull();
    await vi.advanceTimersByTimeAsync(20);
    useDirty.getState().question?.answer(false);
    expect(await leaving).toBe(false);
  });
});
