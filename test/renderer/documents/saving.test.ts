import { describe, expect, it } from 'vitest';
import { OneFile, openFile, refusal } from './fakes.ts';

describe('saving', () => {
  it('writes the text with the line endings and the mark that the file had', async () => {
    const file = new OneFile('\uFEFFa\r\nb\nc');
    const { document, type, state } = await openFile(file);
    type('a\nB\nc');
    expect(await document.save()).toBe(true);
    expect(file.text).toBe('\uFEFFa\r\nB\nc');
    expect(state().dirty).toBe(false);
  });

  it('asks nothing of the store where nothing was edited', async () => {
    const file = new OneFile('one');
    const { document } = await openFile(file);
    expect(await document.save()).toBe(true);
    expect(file.saves).toHaveLength(0);
  });

  it('stays dirty where more was typed while it ran', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('two');
    file.beforeSave = () => type('two and more');
    expect(await document.save()).toBe(false);
    expect(file.text).toBe('two');
    expect(state()).toMatchObject({ dirty: true, trouble: null });
  });

  it('runs once at a time, and once more for all who asked meanwhile', async () => {
    const file = new OneFile('one');
    const { document, type } = await openFile(file);
    let release = () => {};
    file.beforeSave = () => new Promise((resolve) => (release = resolve));
    type('two');
    const first = document.save();
    type('three');
    const second = document.save();
    type('four');
    const third = document.save();
    file.beforeSave = () => undefined;
    release();
    expect(await Promise.all([first, second, third])).toEqual([false, true, true]);
    expect(file.saves.map((save) => save.text)).toEqual(['two', 'four']);
    expect(file.saves.map((save) => save.base)).toEqual(['v1', 'v2']);
  });

  it('asks again under the same id where the answer was lost', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('two');
    file.afterSave = () => Promise.reject(new Error('The socket closed.'));
    expect(await document.save()).toBe(false);
    expect(state().trouble).toMatchObject({ kind: 'refused' });
    expect(await document.save()).toBe(true);
    expect(new Set(file.saves.map((save) => save.saveId)).size).toBe(1);
    expect(file.version).toBe('v2');
  });

  it('asks under another id once it was refused', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('two');
    file.beforeSave = () => Promise.reject(refusal('NO_SPACE'));
    expect(await document.save()).toBe(false);
    expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'refused', error: { code: 'NO_SPACE' } } });
    file.beforeSave = () => undefined;
    expect(await document.save()).toBe(true);
    expect(new Set(file.saves.map((save) => save.saveId)).size).toBe(2);
    expect(state().trouble).toBeNull();
  });

  it('loses what is kept beside the text only when told to, and only by the save that was told of it', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    let carries = ['tags'];
    file.beforeSave = () => {
      const { mayLose = [] } = file.saves.at(-1) ?? {};
      if (!carries.every((what) => mayLose.includes(what))) throw refusal('WOULD_LOSE', { loses: carries });
    };
    type('two');
    expect(await document.save()).toBe(false);
    expect(state()).toMatchObject({
      dirty: true,
      trouble: { kind: 'loses', error: { data: { loses: ['tags'] } } },
    });
    expect(file.text).toBe('one');
    expect(await document.saveAnyway()).toBe(true);
    expect([file.text, state().trouble]).toEqual(['two', null]);

    carries = [];
    type('three');
    expect(await document.save()).toBe(true);
    carries = ['tags'];
    type('four');
    expect(await document.save()).toBe(false);
    expect([file.text, state().trouble?.kind]).toEqual(['three', 'loses']);
  });

  it('leaves the mark out once told to, without another edit', async () => {
    const file = new OneFile('\uFEFF{}');
    const { document, state } = await openFile(file);
    document.removeBom();
    expect(state().dirty).toBe(true);
    await document.save();
    expect(file.text).toBe('{}');
  });
});
