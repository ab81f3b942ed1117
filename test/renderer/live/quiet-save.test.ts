import { beforeEach, describe, expect, it } from 'vitest';
import { forgetQuietSave, saveOrAsk, saveWhenQuiet, useQuiet } from '#ui/live/quiet-save.ts';
import { OneFile, openFile } from '../documents/fakes.ts';
import { running } from './fakes.ts';

async function edited() {
  const file = new OneFile('one');
  const opened = await openFile(file);
  opened.type('two');
  const phase = () => useQuiet.getState().phases.get(opened.document);
  return { file, phase, ...opened };
}

beforeEach(() => running(false));

describe('a save into a session that nobody else writes to', () => {
  it('is done at once', async () => {
    const { file, document } = await edited();
    expect(await saveOrAsk(document)).toBe(true);
    expect(file.text).toBe('two');
  });
});

describe('a save into a running session', () => {
  beforeEach(() => running(true));

  it('is asked about first, and done when asked for once more', async () => {
    const { file, document, phase } = await edited();
    expect(await saveOrAsk(document)).toBe(false);
    expect(phase()).toBe('asked');
    expect(file.text).toBe('one');
    expect(await saveOrAsk(document)).toBe(true);
    expect(file.text).toBe('two');
    expect(phase()).toBeUndefined();
  });

  it('waits until the session is quiet, and is then done with what was typed by then', async () => {
    const { file, document, type, phase, state } = await edited();
    await saveOrAsk(document);
    saveWhenQuiet(document);
    type('two and more');
    running(true);
    expect(phase()).toBe('waiting');
    expect(file.text).toBe('one');
    running(false);
    await expect.poll(() => state().dirty).toBe(false);
    expect(file.text).toBe('two and more');
    expect(phase()).toBeUndefined();
  });

  it('becomes the conflict where the file changes meanwhile', async () => {
    const { file, document, phase, state } = await edited();
    saveWhenQuiet(document);
    file.writeOutside('theirs');
    await document.follow(file.facts());
    expect(phase()).toBeUndefined();
    expect(state().trouble).toMatchObject({ kind: 'changed' });
    running(false);
    expect(file.text).toBe('theirs');
  });

  it('is not done any more once it is cancelled, or its edits are dropped', async () => {
    const { file, document, phase } = await edited();
    saveWhenQuiet(document);
    forgetQuietSave(document);
    running(false);
    expect(phase()).toBeUndefined();
    running(true);
    saveWhenQuiet(document);
    document.discard();
    expect(phase()).toBeUndefined();
    running(false);
    expect(file.saves).toEqual([]);
  });

  it('is not done for a document that was closed: its text is a draft', async () => {
    const { file, document, phase } = await edited();
    saveWhenQuiet(document);
    const closing = document.dispose();
    running(false);
    expect(phase()).toBeUndefined();
    await closing;
    expect(file.saves).toEqual([]);
  });
});
