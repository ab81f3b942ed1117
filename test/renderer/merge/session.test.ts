import { describe, expect, it } from 'vitest';
import type { MergedText } from '#ui/documents/open-document.ts';
import { saveWhenQuiet, useQuiet } from '#ui/live/quiet-save.ts';
import type { KeptChoice } from '#ui/merge/kept-choices.ts';
import { MergeSession } from '#ui/merge/merge-session.ts';
import { type MergeEnd, type MergeTask, ObstacleError } from '#ui/merge/merge-task.ts';
import { answerMerge, mergeOfAnswer } from '#ui/merge/merge-texts.ts';
import { refusal } from '../documents/fakes.ts';
import { running } from '../live/fakes.ts';

const base = 'one\ntwo\nthree\nfour\nfive';
const theirs = 'one\nTWO\nthree\nfour\nFIVE';
const mine = 'one\nzwei\nthree\nvier\nfünf';
/** The places of the two conflicts among the blocks. */
const [first, second] = [1, 3];

/** A file that somebody else may write at any time, and edits of mine. */
class Desk implements MergeTask {
  readonly store = 'store';
  readonly key = 'sessions/s/w/n_summary.md';
  readonly mineWas = 'saved' as const;
  mine = mine;
  file: string | null = theirs;
  version = 1;
  ends: MergeEnd[] = [];
  givenUp: string[] = [];
  /** Whether the object has tags that a save cannot keep. */
  tags = false;
  #onChange = () => {};

  writeOutside(text: string | null): void {
    this.version += 1;
    this.file = text;
  }
  tell = () => this.#onChange();

  ours = async () => ({ base: { text: base, at: 1 }, mine: { text: this.mine, at: 2 } });
  async theirs() {
    if (this.file === null) throw new ObstacleError({ kind: 'gone' });
    return { text: this.file, at: 3, version: `v${this.version}` };
  }
  async save({ text, over, mayLose }: MergedText) {
    const now = this.file === null ? null : `v${this.version}`;
    if (this.tags && !mayLose.includes('tags')) throw refusal('WOULD_LOSE', { loses: ['tags'] });
    if (over !== now) throw refusal('CONFLICT', { currentVersion: now });
    this.writeOutside(text);
    return { version: `v${this.version}`, modifiedAt: 4, size: text.length, identical: false };
  }
  async ended(end: MergeEnd) {
    this.ends.push(end);
  }
  async giveUp(text: string) {
    this.givenUp.push(text);
  }
  watch(onChange: () => void) {
    this.#onChange = onChange;
    return () => {};
  }
}

async function begin(desk = new Desk(), kept: readonly KeptChoice[] = []) {
  const session = new MergeSession(desk, {
    mergeTexts: async (texts) => mergeOfAnswer(texts, answerMerge(texts)),
    kept,
  });
  await session.look();
  return { desk, session, state: () => session.state.getState() };
}

describe('a merge', () => {
  it('is saved once every conflict is chosen, and says before which are not', async () => {
    const { desk, session, state } = await begin();
    session.choose(second, { take: 'theirs' });
    await session.ending.save();
    expect(state()).toMatchObject({ problem: 'Not saved yet. Block 1 is not chosen.', current: first });
    expect(desk.file).toBe(theirs);
    session.choose(first, { take: 'both', first: 'mine' });
    await session.ending.save();
    expect(desk.file).toBe('one\nzwei\nTWO\nthree\nfour\nFIVE');
    expect(state().outcome).toBe('saved');
    expect(desk.ends).toMatchObject([{ outcome: 'saved', text: desk.file }]);
  });

  it('can end with mine in the file, or with theirs left there', async () => {
    const one = await begin();
    await one.session.ending.putMineBack();
    expect(one.desk.file).toBe(mine);
    const other = await begin();
    await other.session.ending.keepTheirs();
    expect(other.desk.file).toBe(theirs);
    expect(other.desk.ends).toMatchObject([{ outcome: 'theirs' }]);
  });

  it('says first what a save would lose beside the text', async () => {
    const { desk, session, state } = await begin();
    desk.tags = true;
    await session.ending.putMineBack();
    expect(state().loses).toEqual({ outcome: 'mine', names: ['tags'] });
    expect(desk.file).toBe(theirs);
    await session.ending.endAnyway();
    expect(desk.file).toBe(mine);
  });

  it('asks anew what may be lost where the file has changed since that was agreed to', async () => {
    const { desk, session, state } = await begin();
    desk.tags = true;
    await session.ending.putMineBack();
    desk.writeOutside(`${theirs}\nsix`);
    await session.ending.endAnyway();
    expect(state().problem).toContain('changed once more');
    await session.ending.putMineBack();
    expect(state().loses).toEqual({ outcome: 'mine', names: ['tags'] });
    expect(desk.file).toBe(`${theirs}\nsix`);
  });

  it('takes choices back and makes them again', async () => {
    const { session, state } = await begin();
    session.choose(first, { take: 'mine' });
    session.choose(second, { take: 'edited', text: 'h' });
    session.choose(second, { take: 'edited', text: 'hand' });
    session.undo();
    expect([...state().choices]).toEqual([[first, { take: 'mine' }]]);
    session.undo();
    expect(state().choices.size).toBe(0);
    session.redo();
    session.redo();
    expect(state().choices.get(second)).toEqual({ take: 'edited', text: 'hand' });
  });

  it('steps through the blocks, around the end', async () => {
    const { session, state } = await begin();
    const seen = [1, 2, 3].map(() => {
      session.step(1);
      return state().current;
    });
    expect(seen).toEqual([second, first, second]);
    session.step(-1);
    expect(state().current).toBe(first);
  });
});

describe('a file that changes while it is merged', () => {
  it('is not overwritten: the merge is made anew, with the choices that still apply', async () => {
    const { desk, session, state } = await begin();
    session.choose(first, { take: 'mine' });
    session.choose(second, { take: 'edited', text: 'by hand' });
    const again = 'one\nTWO\nthree\nfour\nOTHER';
    desk.writeOutside(again);
    await session.ending.save();
    expect(desk.file).toBe(again);
    expect(state().outcome).toBeNull();
    expect(state().problem).toContain('Nothing was overwritten.');
    expect(state().news).toContain('1 of your 2 choices still applies.');
    expect(state().leftOver).toEqual(['by hand']);
    session.choose(second, { take: 'theirs' });
    await session.ending.save();
    expect(desk.file).toBe('one\nzwei\nthree\nfour\nOTHER');
  });

  it('is noticed as soon as it is told', async () => {
    const { desk, session, state } = await begin();
    const hide = session.show();
    desk.writeOutside('one\nTWO\nthree');
    desk.tell();
    await expect.poll(() => state().merging?.theirs.version).toBe('v2');
    hide();
  });

  it('is not asked about where only its version changed', async () => {
    const { desk, session, state } = await begin();
    session.choose(first, { take: 'mine' });
    desk.writeOutside(theirs);
    await session.look();
    expect(state()).toMatchObject({ news: null, merging: { theirs: { version: 'v2' } } });
    expect(state().past).toHaveLength(1);
  });

  it('never takes what I typed meanwhile for what was merged', async () => {
    const { desk, session, state } = await begin();
    desk.mine = `${mine}\nand more`;
    await session.ending.putMineBack();
    expect(desk.file).toBe(theirs);
    expect(state().merging?.mine.text).toBe(desk.mine);
    await session.ending.putMineBack();
    expect(desk.file).toBe(desk.mine);
  });

  it('and is gone is said, and mine can be saved as a new one', async () => {
    const { desk, session, state } = await begin();
    desk.writeOutside(null);
    await session.ending.putMineBack();
    expect(state().obstacle).toEqual({ kind: 'gone' });
    await session.ending.writeMine();
    expect(desk.file).toBe(mine);
    expect(state().outcome).toBe('mine');
  });
});

describe('a merge into a session that somebody else writes to', () => {
  const waits = (session: MergeSession) => useQuiet.getState().phases.has(session.ending);

  async function chosen() {
    running(true);
    const begun = await begin();
    begun.session.choose(first, { take: 'mine' });
    begun.session.choose(second, { take: 'theirs' });
    saveWhenQuiet(begun.session.ending);
    return begun;
  }

  it('can wait until it is quiet', async () => {
    const { desk, session, state } = await chosen();
    expect([waits(session), desk.file]).toEqual([true, theirs]);
    running(false);
    await expect.poll(() => state().outcome).toBe('saved');
    expect(desk.file).toBe('one\nzwei\nthree\nfour\nFIVE');
    expect(waits(session)).toBe(false);
  });

  it('waits no more where there is something to choose again', async () => {
    const { desk, session } = await chosen();
    desk.writeOutside('one\nTWO\nthree\nfour\nOTHER');
    await session.look();
    expect(waits(session)).toBe(false);
    running(false);
    expect(desk.version).toBe(2);
  });
});

describe('choices', () => {
  it('are there again at another time', async () => {
    const before = await begin();
    before.session.choose(first, { take: 'edited', text: 'by hand' });
    const { state } = await begin(new Desk(), before.session.keptChoices());
    expect(state().choices.get(first)).toEqual({ take: 'edited', text: 'by hand' });
    expect(state().news).toBeNull();
  });

  it('are forgotten once the merge has ended', async () => {
    const { session } = await begin();
    session.choose(first, { take: 'mine' });
    await session.ending.keepTheirs();
    expect(session.keptChoices()).toEqual([]);
  });

  it('in words of my own go to the history where nothing is made of them', async () => {
    const { desk, session } = await begin();
    session.choose(second, { take: 'edited', text: 'by hand' });
    session.dispose();
    expect(desk.givenUp).toEqual(['one\nzwei\nthree\nby hand']);
    const saved = await begin();
    saved.session.choose(second, { take: 'edited', text: 'by hand' });
    saved.session.choose(first, { take: 'mine' });
    await saved.session.ending.save();
    saved.session.dispose();
    expect(saved.desk.givenUp).toEqual([]);
  });

  it('about equal blocks are told apart by their order', async () => {
    const desk = new Desk();
    const twice = 'x\na\nx\nb\nx\na\nx';
    desk.ours = async () => ({
      base: { text: twice, at: 1 },
      mine: { text: twice.replaceAll('a', 'mine'), at: 2 },
    });
    desk.file = twice.replaceAll('a', 'theirs');
    const before = await begin(desk);
    before.session.choose(1, { take: 'mine' });
    before.session.choose(3, { take: 'theirs' });
    const { state } = await begin(desk, before.session.keptChoices());
    expect(Object.fromEntries(state().choices)).toEqual({ 1: { take: 'mine' }, 3: { take: 'theirs' } });
  });
});
