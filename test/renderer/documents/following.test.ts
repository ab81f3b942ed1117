import { describe, expect, it } from 'vitest';
import type { OpenDocument } from '#ui/documents/open-document.ts';
import { OneFile, openFile } from './fakes.ts';

describe('a change outside', () => {
  it('is followed where there are no edits, in one step that can be undone', async () => {
    const file = new OneFile('one');
    const { document, buffer, state } = await openFile(file);
    file.writeOutside('theirs');
    await document.follow(file.facts());
    expect(document.buffer?.text()).toBe('theirs');
    expect(state()).toMatchObject({ dirty: false, trouble: null });
    buffer().undo();
    expect(document.buffer?.text()).toBe('one');
    expect(state().dirty).toBe(true);
  });

  it('never replaces edits: it says so', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside('theirs');
    await document.follow(file.facts());
    expect(document.buffer?.text()).toBe('mine');
    expect(state().trouble).toMatchObject({ kind: 'changed', found: 'looking' });
  });

  it('refuses the save and overwrites nothing', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside('theirs');
    expect(await document.save()).toBe(false);
    expect(file.text).toBe('theirs');
    expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'changed', found: 'saving' } });
  });

  it('is forgiven where the bytes are the same as before', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside('one');
    await document.follow(file.facts());
    expect(state()).toMatchObject({ dirty: true, trouble: null });
    expect(await document.save()).toBe(true);
    expect(file.text).toBe('mine');
  });

  it('is forgiven where somebody wrote the very same text', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('same');
    file.writeOutside('same');
    await document.follow(file.facts());
    expect(state()).toMatchObject({ dirty: false, trouble: null });
  });

  it('is no text any more: the edits are kept, and can be put in its place', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside('bytes');
    file.readAs = null;
    await document.follow(file.facts());
    expect(document.buffer?.text()).toBe('mine');
    expect(state().trouble).toMatchObject({ kind: 'not-text', found: 'looking', facts: { version: 'v2' } });
    expect(await document.saveOver('v2')).toBe(true);
    expect(file.text).toBe('mine');
  });

  /** Follows what the file holds now; the text arrives when the answer says so. */
  function followSlowly(file: OneFile, document: OpenDocument) {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    file.read = async () => {
      const reading = await OneFile.prototype.read.call(file);
      await arrived;
      return reading;
    };
    const followed = document.follow(file.facts());
    file.read = () => OneFile.prototype.read.call(file);
    return () => {
      arrive();
      return followed;
    };
  }

  it('is not followed back to an older text by a reading that another one has overtaken', async () => {
    const file = new OneFile('base');
    const { document, buffer } = await openFile(file);
    file.writeOutside('older');
    const arrive = followSlowly(file, document);
    file.writeOutside('newer');
    await document.follow(file.facts());
    await arrive();
    expect(buffer().text()).toBe('newer');
  });

  it('is not followed where it was read before a save that is done by now', async () => {
    const file = new OneFile('base');
    const { document, buffer, type, state } = await openFile(file);
    file.writeOutside('base');
    const arrive = followSlowly(file, document);
    type('mine');
    await document.saveOver(file.version ?? '');
    await arrive();
    expect(buffer().text()).toBe('mine');
    expect(state()).toMatchObject({ dirty: false, trouble: null });
  });

  it('to what is no text is what a save says, too, whichever comes first', async () => {
    const refused = { kind: 'not-text', found: 'saving' };
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside('bytes');
    file.readAs = null;
    expect(await document.save()).toBe(false);
    await document.follow(file.facts());
    expect(state().trouble).toMatchObject(refused);
    await document.follow(file.facts());
    expect(state().trouble).toMatchObject(refused);

    file.writeOutside('other bytes');
    await document.follow(file.facts());
    expect(state().trouble).toMatchObject({ kind: 'not-text', found: 'looking' });
    expect(await document.save()).toBe(false);
    expect(state().trouble).toMatchObject(refused);
    expect(file.text).toBe('other bytes');
  });

  describe('merged', () => {
    const theirs = { text: 'theirs\r\n', version: 'v2', modifiedAt: 2_000 };

    async function conflict() {
      const file = new OneFile('one');
      const opened = await openFile(file);
      opened.type('mine');
      file.writeOutside(theirs.text);
      await opened.document.save();
      return { file, ...opened };
    }

    it('in the editor is an edit of theirs that is not saved', async () => {
      const { document, file, state } = await conflict();
      document.mergeIn('theirs\r\nmine\r\n', theirs);
      expect(state()).toMatchObject({ dirty: true, trouble: null });
      expect(file.text).toBe(theirs.text);
      expect(await document.save()).toBe(true);
      expect(file.text).toBe('theirs\r\nmine\r\n');
    });

    it('is a conflict again once that is undone, and overwrites nothing', async () => {
      const { document, file, buffer, state } = await conflict();
      document.mergeIn('theirs\r\nmine\r\n', theirs);
      buffer().undo();
      expect(document.buffer?.text()).toBe('mine');
      expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'changed' } });
      expect(await document.save()).toBe(false);
      expect(file.text).toBe(theirs.text);
    });

    it('to what they wrote leaves nothing to save, and undo brings mine back as it was', async () => {
      const { document, buffer, state } = await conflict();
      document.takeTheirs(theirs);
      expect(document.buffer?.text()).toBe('theirs\n');
      expect(state()).toMatchObject({ dirty: false, trouble: null });
      buffer().undo();
      expect(document.buffer?.text()).toBe('mine');
      expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'changed' } });
    });

    const both = { text: 'both\r\n', over: 'v2', mayLose: [] };

    it('and saved shows what was saved, and names the draft that ends with it', async () => {
      const { document, file, state } = await conflict();
      await document.draft.flush();
      const { id } = document.draft;
      await document.saveMerged(both);
      expect(file.saves.at(-1)).toMatchObject({ why: 'merge', draft: { id, seq: 1 } });
      expect(document.buffer?.text()).toBe('both\n');
      expect(document.savedText).toBe('both\r\n');
      expect(state()).toMatchObject({ dirty: false, trouble: null, facts: { version: 'v3' } });
    });

    it('and saved leaves alone what was typed while it was being saved', async () => {
      const { document, file, type, state } = await conflict();
      file.beforeSave = () => type('mine and more');
      await document.saveMerged(both);
      expect(document.buffer?.text()).toBe('mine and more');
      await document.follow(file.facts());
      expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'changed' } });
      expect(document.savedText).toBe('one');
    });
  });
});

describe('a file that somebody else writes', () => {
  it('is not called saved any more', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    await document.save();
    expect(state().savedAt).not.toBeNull();
    file.writeOutside('theirs');
    await document.follow(file.facts());
    expect(document.buffer?.text()).toBe('theirs');
    expect(state().savedAt).toBeNull();
  });
});

describe('a deletion outside', () => {
  it('keeps the text, and can save it as a new file', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside(null);
    expect(await document.save()).toBe(false);
    expect(state().trouble).toMatchObject({ kind: 'gone', found: 'saving' });
    expect(await document.saveAsNew()).toBe(true);
    expect(file.text).toBe('mine');
  });

  it('keeps a text without edits, too, until it is let go', async () => {
    const file = new OneFile('one');
    const { document, state } = await openFile(file);
    file.writeOutside(null);
    await document.follow(file.facts());
    expect(document.buffer?.text()).toBe('one');
    expect(state().trouble).toMatchObject({ kind: 'gone' });
    document.letGo();
    expect(state()).toMatchObject({ phase: 'missing', dirty: false });
  });

  it('is over once the file is there again as it was, and the edits stay', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    await document.follow(null);
    expect(state().trouble).toMatchObject({ kind: 'gone' });
    await document.follow(file.facts());
    expect(state()).toMatchObject({ trouble: null, dirty: true });
    expect(document.buffer?.text()).toBe('mine');
  });

  it('does not overwrite a file that has come back', async () => {
    const file = new OneFile('one');
    const { document, type, state } = await openFile(file);
    type('mine');
    file.writeOutside(null);
    await document.save();
    file.writeOutside('came back');
    expect(await document.saveAsNew()).toBe(false);
    expect(file.text).toBe('came back');
    expect(state().trouble).toMatchObject({ kind: 'changed' });
  });
});
