import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { closeWords } from '#ui/shell/close-words.ts';
import { markSaved, markUnsaved, mayClose, mayCloseStore, mayLeave, useDirty } from '#ui/shell/dirty.ts';
import { useMemoryEdits } from '#ui/stores/memory-edits.ts';
import { useStores } from '#ui/stores/stores.ts';
import { storeRow } from '../../support/store-row.ts';

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

const sample = storeRow({ id: 'memory-1', name: 'Sample', location: { kind: 'memory', content: 'sample' } });

/** The sample is open, and something was saved in it. */
function saveInSample(): void {
  useStores.setState({ stores: [sample] });
  useMemoryEdits.setState({ stores: new Set([sample.id]) });
  onTestFinished(() => {
    useStores.setState({ stores: null });
    useMemoryEdits.setState({ stores: new Set() });
  });
}

/** What is asked, in words, once something is. */
async function asked(): Promise<string> {
  await expect.poll(() => useDirty.getState().question).not.toBeNull();
  const { question } = useDirty.getState();
  return question ? closeWords(question) : '';
}

describe('closing a store', () => {
  it('asks nothing where edits stay in their drafts', async () => {
    markUnsaved({ ...file, tabs: ['a'] });
    expect(await mayCloseStore(file.store, ['a'])).toBe(true);
  });

  it('asks about edits that cannot be kept', async () => {
    markUnsaved({ ...file, tabs: ['a'], keep: async () => false });
    const closing = mayCloseStore(file.store, ['a']);
    expect(await asked()).toMatch(/^notes\.md has edits .* cannot be kept/);
    useDirty.getState().question?.answer(false);
    expect(await closing).toBe(false);
  });

  it('in memory asks about what was saved in it, too', async () => {
    saveInSample();
    const closing = mayCloseStore(sample.id, []);
    expect(await asked()).toBe(
      '“Sample” is in memory: all that was typed in it is lost with the store, saved or not.',
    );
    useDirty.getState().question?.answer(true);
    expect(await closing).toBe(true);
  });

  it('in memory asks nothing where nothing was typed', async () => {
    saveInSample();
    useMemoryEdits.setState({ stores: new Set() });
    expect(await mayCloseStore(sample.id, [])).toBe(true);
  });
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

  it('asks about stores in memory in which something was saved', async () => {
    saveInSample();
    const leaving = mayLeave();
    expect(await asked()).toMatch(/^“Sample” is in memory: .* lost with the app, saved or not\.$/);
    useDirty.getState().question?.answer(false);
    expect(await leaving).toBe(false);
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
