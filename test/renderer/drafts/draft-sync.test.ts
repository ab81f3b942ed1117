import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { key, OneFile, openFile, refusal } from '../documents/fakes.ts';
import { KeptDrafts } from './fakes.ts';

async function setUp(text = 'base') {
  const drafts = new KeptDrafts();
  const file = new OneFile(text);
  return { drafts, file, ...(await openFile(file, drafts)) };
}

/** Loses a call, or its answer, in turns. */
function breaking(drafts: KeptDrafts) {
  let next: 'before' | 'after' | null = null;
  const fail = (when: 'before' | 'after') => () => {
    if (next !== when) return;
    next = null;
    throw new Error('The connection broke.');
  };
  drafts.before = fail('before');
  drafts.after = fail('after');
  return {
    breakNext: () => {
      next = next === 'before' ? 'after' : 'before';
    },
    mend: () => {
      next = null;
    },
  };
}

describe('what is typed', () => {
  it('is kept with what it is based on, first whole and then by its changes', async () => {
    const { drafts, document, type } = await setUp();
    type('base and');
    expect(await document.draft.flush()).toBe(true);
    type('base and more');
    await document.draft.flush();
    expect([...drafts.drafts.values()]).toMatchObject([
      { text: 'base and more', base: { text: 'base', version: 'v1' }, bom: false },
    ]);
    expect(drafts.calls).toEqual(['take', 'keep', 'change']);
  });

  it('is kept by itself, a moment after', async () => {
    const { drafts, type, state } = await setUp();
    type('typed');
    await expect.poll(() => drafts.texts()).toEqual(['typed']);
    expect(state().draft).toEqual({ kept: true, problem: null });
  });

  it('is one batch, where much is typed in a moment', async () => {
    const { drafts, document, type } = await setUp('');
    type('t');
    await document.draft.flush();
    for (const text of ['ty', 'typ', 'type', 'typed']) type(text);
    await document.draft.flush();
    expect(drafts.calls).toEqual(['take', 'keep', 'change']);
    expect(drafts.texts()).toEqual(['typed']);
  });

  it('leaves no draft once it is undone', async () => {
    const { drafts, document, type, buffer, state } = await setUp();
    type('typed');
    await document.draft.flush();
    buffer().undo();
    await document.draft.flush();
    expect(drafts.texts()).toEqual([]);
    expect(drafts.discarded).toEqual([]);
    expect(state().draft.kept).toBe(false);
  });

  it('leaves no draft once it is saved', async () => {
    const { drafts, document, type } = await setUp();
    type('typed');
    await document.save();
    await document.draft.flush();
    expect(drafts.texts()).toEqual([]);
  });

  it('is based on what was saved, where more was typed meanwhile', async () => {
    const { drafts, document, file, type } = await setUp();
    type('saved');
    file.beforeSave = () => type('saved and more');
    await document.save();
    await document.draft.flush();
    expect([...drafts.drafts.values()]).toMatchObject([
      { text: 'saved and more', base: { text: 'saved', version: 'v2' } },
    ]);
  });

  it('names the draft that a save is of', async () => {
    const { drafts, document, file, type } = await setUp();
    type('typed');
    await document.draft.flush();
    type('typed more');
    await document.save();
    expect(file.saves[0]?.draft).toEqual({ id: expect.any(String), seq: 2 });
    expect(drafts.calls).toContain('change');
  });

  it('goes to the history where it is given up', async () => {
    const { drafts, document, type } = await setUp('\uFEFFa\r\nb');
    type('a\nB');
    await document.draft.flush();
    await document.discard();
    expect(drafts.discarded).toEqual(['\uFEFFa\r\nB']);
    expect(drafts.texts()).toEqual([]);
  });

  it('goes to the history where theirs is taken, and comes back as a draft by undo', async () => {
    const { drafts, document, file, type, buffer } = await setUp();
    type('mine');
    file.writeOutside('theirs');
    await document.takeTheirs({ text: 'theirs', version: 'v2', modifiedAt: 2_000 });
    expect(drafts.discarded).toEqual(['mine']);
    buffer().undo();
    await document.draft.flush();
    expect([...drafts.drafts.values()]).toMatchObject([{ text: 'mine', base: { text: 'base' } }]);
  });

  it('goes to the history where it is merged, and the merged text is the draft then', async () => {
    const { drafts, document, file, type } = await setUp();
    type('mine');
    await document.draft.flush();
    file.writeOutside('theirs');
    await document.mergeIn('mine and theirs', { text: 'theirs', version: 'v2', modifiedAt: 2_000 });
    await document.draft.flush();
    expect(drafts.discarded).toEqual(['mine']);
    expect([...drafts.drafts.values()]).toMatchObject([
      { text: 'mine and theirs', base: { text: 'theirs', version: 'v2' } },
    ]);
  });

  it('becomes a draft of its own where another window has gone on with the first', async () => {
    const { drafts, document, type } = await setUp();
    type('typed');
    await document.draft.flush();
    const [first = ''] = drafts.drafts.keys();
    drafts.taken.add(first);
    type('typed here');
    expect(await document.draft.flush()).toBe(true);
    expect(drafts.texts()).toEqual(['typed', 'typed here']);
  });

  it('is sent once more where main has lost it with the connection', async () => {
    const { drafts, document, type } = await setUp();
    type('typed');
    await document.draft.flush();
    await document.draft.verify();
    expect(drafts.calls).toEqual(['take', 'keep', 'change']);
    drafts.drafts.clear();
    await document.draft.verify();
    expect(drafts.texts()).toEqual(['typed']);
  });

  it('says why it is not kept, and is once that is over', async () => {
    const { drafts, document, type, state } = await setUp();
    drafts.before = (call) => {
      if (call === 'keep') throw refusal('NO_SPACE');
    };
    type('typed');
    expect(await document.draft.flush()).toBe(false);
    expect(state().draft).toMatchObject({ kept: false, problem: { code: 'NO_SPACE' } });
    drafts.before = () => undefined;
    expect(await document.draft.flush()).toBe(true);
    expect(state().draft).toEqual({ kept: true, problem: null });
    expect(drafts.texts()).toEqual(['typed']);
  });

  it('counts as kept once main has said so, and not while it is on its way', async () => {
    const { drafts, document, type } = await setUp();
    let arrive = () => {};
    drafts.before = () => new Promise((resolve) => (arrive = resolve));
    type('typed');
    const flushed = document.draft.flush();
    await expect.poll(() => drafts.calls).toContain('keep');
    expect(document.draft.isKept()).toBe(false);
    arrive();
    expect(await flushed).toBe(true);
    expect(document.draft.isKept()).toBe(true);
  });

  it('leaves no draft and goes to the history though the connection was lost when it was given up', async () => {
    const { drafts, document, type, buffer } = await setUp();
    const lose = () => {
      throw new Error('The connection broke.');
    };
    type('given up');
    await document.draft.flush();
    drafts.before = lose;
    await document.discard();
    drafts.before = () => undefined;
    await document.draft.verify();
    expect(drafts.texts()).toEqual([]);
    expect(drafts.discarded).toEqual(['given up']);

    type('undone');
    await document.draft.flush();
    drafts.before = lose;
    buffer().undo();
    await document.draft.flush();
    drafts.before = () => undefined;
    await document.draft.verify();
    expect(drafts.texts()).toEqual([]);
    expect(drafts.discarded).toEqual(['given up']);
  });

  it('is kept as it is whatever fails on the way, in any order', async () => {
    const typed = fc.string({ maxLength: 8 }).map((text) => ({ kind: 'type', text }) as const);
    const others = fc.constantFrom('undo', 'flush', 'save', 'lose', 'forget', 'outside');
    const step = fc.oneof(
      typed,
      others.map((kind) => ({ kind, text: '' })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { drafts, document, file, type, buffer, state } = await setUp();
        const connection = breaking(drafts);
        const acts = {
          type: (text: string) => type(`${buffer().text().slice(0, 20)}${text}`),
          undo: () => buffer().undo(),
          flush: () => document.draft.flush(),
          save: () => document.save(),
          lose: connection.breakNext,
          forget: () => {
            drafts.drafts.clear();
            return document.draft.verify();
          },
          outside: () => file.writeOutside(`theirs after ${file.version}`),
        };
        for (const { kind, text } of steps) await acts[kind](text);
        connection.mend();
        await document.draft.flush();
        if (!state().dirty) return;
        const kept = [...drafts.drafts.values()].find(({ id }) => id === document.draft.id);
        expect(kept).toMatchObject({ text: buffer().text(), base: { text: document.savedText } });
      }),
    );
  });
});

describe('a draft from before', () => {
  async function reopened(change: (file: OneFile) => void, typed = 'mine') {
    const { drafts, file, document, type } = await setUp();
    type(typed);
    await document.draft.flush();
    change(file);
    return { drafts, file, ...(await openFile(file, drafts)) };
  }

  it('is in its editor again, dirty, and undo leads to what it was based on', async () => {
    const { document, buffer, state } = await reopened(() => undefined);
    expect(buffer().text()).toBe('mine');
    expect(state()).toMatchObject({ dirty: true, trouble: null, draft: { kept: true } });
    expect(document.savedText).toBe('base');
    buffer().undo();
    expect(buffer().text()).toBe('base');
    expect(state().dirty).toBe(false);
  });

  it('goes on by its changes', async () => {
    const { drafts, document, type } = await reopened(() => undefined);
    type('mine and more');
    await document.draft.flush();
    expect(drafts.texts()).toEqual(['mine and more']);
    expect(drafts.calls.slice(-2)).toEqual(['take', 'change']);
  });

  it('is saved against the version that it was based on', async () => {
    const { document, file } = await reopened(() => undefined);
    expect(await document.save()).toBe(true);
    expect(file.text).toBe('mine');
  });

  it('is a conflict where the file has changed since, and its base is its own', async () => {
    const { document, file, buffer, state } = await reopened((one) => one.writeOutside('theirs'));
    expect(buffer().text()).toBe('mine');
    expect(document.savedText).toBe('base');
    expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'changed', found: 'looking' } });
    expect(await document.save()).toBe(false);
    expect(file.text).toBe('theirs');
  });

  it('is no conflict where the file was written anew with the same text', async () => {
    const { document, file, state } = await reopened((one) => one.writeOutside('base'));
    expect(state()).toMatchObject({ dirty: true, trouble: null });
    expect(await document.save()).toBe(true);
    expect(file.text).toBe('mine');
  });

  it('is nothing where the file holds its text by now', async () => {
    const { drafts, document, state } = await reopened((one) => one.writeOutside('mine'));
    expect(state()).toMatchObject({ dirty: false, trouble: null });
    await document.draft.flush();
    expect(drafts.texts()).toEqual([]);
    expect(drafts.discarded).toEqual([]);
  });

  it('is there though the file is gone, and can be saved as a new one', async () => {
    const { document, file, buffer, state } = await reopened((one) => one.writeOutside(null));
    expect(buffer().text()).toBe('mine');
    expect(state()).toMatchObject({ phase: 'open', dirty: true, trouble: { kind: 'gone' } });
    expect(await document.saveAsNew()).toBe(true);
    expect(file.text).toBe('mine');
  });

  it('is there though the file is no text any more', async () => {
    const { buffer, state } = await reopened((one) => {
      one.read = async () => ({ ...(await OneFile.prototype.read.call(one)), text: null });
    });
    expect(buffer().text()).toBe('mine');
    expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'not-text' } });
  });

  it('is there though the file cannot be read, and what stands in the way is said', async () => {
    const { buffer, state } = await reopened((one) => {
      one.read = () => Promise.reject(refusal('FORBIDDEN'));
    });
    expect(buffer().text()).toBe('mine');
    expect(state()).toMatchObject({ dirty: true, trouble: { kind: 'unreadable' } });
  });

  it('is based on a save that was carried out though nobody learnt of it', async () => {
    const { drafts, file, document, type } = await setUp();
    type('saved');
    await document.draft.flush();
    type('saved and more');
    await document.draft.flush();
    for (const draft of drafts.drafts.values()) draft.saving = { seq: 1, text: 'saved', merged: false };
    file.writeOutside('saved');
    const again = await openFile(file, drafts);
    expect(again.document.savedText).toBe('saved');
    expect(again.state()).toMatchObject({ dirty: true, trouble: null });
    expect(await again.document.save()).toBe(true);
    expect(file.text).toBe('saved and more');
  });

  it('that could not be had is named for as long as that is so, and can be asked for again', async () => {
    const { drafts, file, document } = await setUp();
    document.buffer?.change('mine');
    await document.dispose();
    const [id = ''] = drafts.drafts.keys();
    drafts.before = (call) => {
      if (call === 'take' || call === 'adopt') throw refusal('BUSY');
    };
    const again = await openFile(file, drafts);
    expect(again.buffer().text()).toBe('base');
    await again.document.draft.flush();
    expect(again.state()).toMatchObject({ phase: 'open', draftMissed: { code: 'BUSY' } });
    await again.document.openDraft(id);
    expect(again.state().draftMissed).not.toBe(null);
    drafts.before = () => undefined;
    again.type('typed meanwhile');
    await again.document.openDraft(id);
    expect(again.buffer().text()).toBe('mine');
    expect(again.state().draftMissed).toBe(null);
    expect(drafts.texts()).toContain('typed meanwhile');
  });

  it('takes the place of another one that is open, which stays', async () => {
    const { drafts, document, buffer } = await reopened(() => undefined);
    const other = { id: crypto.randomUUID(), seq: 1, changedAt: 0, bom: false, saving: null };
    const base = { text: 'base', version: 'v1' };
    drafts.drafts.set(other.id, { ...other, text: 'the other', base });
    await document.openDraft(other.id);
    expect(buffer().text()).toBe('the other');
    expect(drafts.texts()).toEqual(['mine', 'the other']);
  });

  it('leaves in the list what was typed to the moment at which it took the place', async () => {
    const { drafts, document, type } = await reopened(() => undefined);
    const base = { text: 'base', version: 'v1' };
    const other = { id: crypto.randomUUID(), seq: 1, changedAt: 0, bom: false, saving: null };
    drafts.drafts.set(other.id, { ...other, text: 'the other', base });
    drafts.after = (call) => {
      if (call === 'release' && document.buffer?.text() === 'mine') type('mine and more');
    };
    await document.openDraft(other.id);
    expect(document.buffer?.text()).toBe('the other');
    expect(drafts.texts()).toContain('mine and more');
  });

  it('does not take the place of what could not be written down', async () => {
    const { drafts, document, type, buffer } = await setUp();
    const base = { text: 'base', version: 'v1' };
    const other = { id: crypto.randomUUID(), seq: 1, changedAt: 0, bom: false, saving: null };
    drafts.drafts.set(other.id, { ...other, text: 'the other', base });
    drafts.before = (call) => {
      if (call === 'keep') throw refusal('NO_SPACE');
    };
    type('mine');
    await expect(document.openDraft(other.id)).rejects.toThrow('it stays open');
    expect(buffer().text()).toBe('mine');
  });
});

describe('a document that is closed', () => {
  it('leaves what was typed as it is, to the last key', async () => {
    const { drafts, document, type } = await setUp();
    type('typed to the last key');
    await document.dispose();
    expect(drafts.texts()).toEqual(['typed to the last key']);
    expect(document.key).toBe(key);
  });
});
