import { describe, expect, it } from 'vitest';
import { OneFile, openFile, refusal } from './fakes.ts';

describe('an open document', () => {
  it('writes nothing by being opened', async () => {
    const file = new OneFile('# Notes');
    await openFile(file);
    expect(file.saves).toEqual([]);
  });

  it('is dirty once edited, and clean again when the edit is undone', async () => {
    const { state, type, buffer } = await openFile(new OneFile('one'));
    expect(state().dirty).toBe(false);
    type('two');
    expect(state().dirty).toBe(true);
    buffer().undo();
    expect(state().dirty).toBe(false);
  });

  it('says that there is no file, and opens it once there is', async () => {
    const file = new OneFile(null);
    const { document, state } = await openFile(file);
    expect(state().phase).toBe('missing');
    file.writeOutside('now');
    await document.follow(file.facts());
    expect(state().phase).toBe('open');
    expect(document.buffer?.text()).toBe('now');
  });

  it('says why it could not be opened', async () => {
    const file = new OneFile('text');
    file.read = () => Promise.reject(refusal('FORBIDDEN'));
    const { state } = await openFile(file);
    expect(state()).toMatchObject({ phase: 'failed', error: { code: 'FORBIDDEN' } });
  });

  it('drops its edits when told to', async () => {
    const { document, state, type } = await openFile(new OneFile('one'));
    type('two');
    document.discard();
    expect(document.buffer?.text()).toBe('one');
    expect(state().dirty).toBe(false);
  });
});
