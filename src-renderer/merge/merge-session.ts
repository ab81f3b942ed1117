import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
import type { Savable } from '../live/quiet-save.ts';
import {
  type Choice,
  type Choices,
  changedBlocks,
  differing,
  type Merge,
  openConflicts,
  typedWords,
} from './blocks.ts';
import { type KeptChoice, keepChoices, lostEdits, recallChoices } from './kept-choices.ts';
import { initialMergeState, type MergeState, type Merging } from './merge-state.ts';
import { type MergeTask, ObstacleError, type Outcome } from './merge-task.ts';
import type { MergeTexts } from './merge-texts.ts';
import { openBlocksSentence, remadeSentence } from './merge-words.ts';
import { resultText } from './result.ts';

interface SessionParts {
  mergeTexts: MergeTexts;
  /** Choices of an earlier time. */
  kept: readonly KeptChoice[];
}

/** As many steps as can be undone. */
const undoSteps = 500;

/**
 * A merge while it is worked on: the three texts, what was chosen, and how it ends. Nothing is written but by its
 * ends, and those write only over what was shown.
 */
export class MergeSession implements Savable {
  readonly task: MergeTask;
  readonly state: StoreApi<MergeState> = createStore(() => initialMergeState);

  readonly #mergeTexts: MergeTexts;
  readonly #kept: readonly KeptChoice[];
  readonly #closing = new AbortController();
  #reading: Promise<void> | null = null;
  #stale = false;
  readonly #stopWatching: () => void;
  #shown = 0;
  #wantsFocus = false;
  #mayLose: readonly string[] = [];

  constructor(task: MergeTask, { mergeTexts, kept }: SessionParts) {
    this.task = task;
    this.#mergeTexts = mergeTexts;
    this.#kept = kept;
    this.#stopWatching = task.watch(() => {
      if (this.#shown > 0) void this.look();
    });
  }

  /** Reads the texts now, and whenever they change while the merge is on the screen. Returns how to stop. */
  show(): () => void {
    this.#shown += 1;
    void this.look();
    return () => {
      this.#shown -= 1;
    };
  }

  #set(state: Partial<MergeState>): void {
    this.state.setState(state);
  }

  /** Reads the texts, again where they may have changed; the choices that still apply stay. */
  look(): Promise<void> {
    if (this.#reading) {
      this.#stale = true;
      return this.#reading;
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
      if (this.#stale && !this.#closing.signal.aborted) {
        this.#stale = false;
        void this.look();
      }
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const { signal } = this.#closing;
    if (this.state.getState().outcome !== null) return;
    try {
      const { base, mine } = await this.task.ours(signal);
      const theirs = await this.task.theirs(signal);
      const now = this.state.getState().merging;
      const same =
        now?.base.text === base.text && now.mine.text === mine.text && now.theirs.text === theirs.text;
      const merge = same
        ? now.merge
        : await this.#mergeTexts({ base: base.text, theirs: theirs.text, mine: mine.text }, signal);
      if (this.state.getState().outcome !== null) return;
      const merging = { base, theirs, mine, merge };
      if (same) this.#set({ merging, failure: null, obstacle: null });
      else this.#begin(merging);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ObstacleError)
        this.#set({ merging: null, obstacle: error.obstacle, failure: null });
      else this.#set({ failure: describeError(error, signal).message });
    }
  }

  /** Starts with new texts, or goes on with them. */
  #begin(merging: Merging): void {
    const { merging: before, choices, leftOver } = this.state.getState();
    const kept = before ? keepChoices(before.merge, choices) : this.#kept;
    const recalled = recallChoices(merging.merge, kept);
    if (!before) this.#wantsFocus = true;
    const lost = lostEdits(merging.merge, kept);
    if (lost.length > 0) this.#giveUp(before?.merge ?? null, choices, lost);
    const [first = -1] = [...openConflicts(merging.merge, recalled), ...changedBlocks(merging.merge)];
    this.#set({
      merging,
      choices: recalled,
      past: [],
      future: [],
      current: first,
      failure: null,
      obstacle: null,
      leftOver: [...leftOver, ...lost],
      news: before && remadeSentence(merging.theirs.at, recalled.size, kept.length),
    });
  }

  /** What is chosen, with what it is about, for another time. */
  keptChoices(): KeptChoice[] {
    const { merging, choices, outcome } = this.state.getState();
    if (outcome !== null) return [];
    return merging ? keepChoices(merging.merge, choices) : [...this.#kept];
  }

  /** Chooses what becomes of a block. Typing on in a block is one step of undo with what was typed before. */
  choose(block: number, choice: Choice): void {
    const { choices, past } = this.state.getState();
    const before = choices.get(block);
    const typesOn = before?.take === 'edited' && choice.take === 'edited';
    this.#set({
      choices: new Map(choices).set(block, choice),
      past: typesOn ? past : [...past, choices].slice(-undoSteps),
      future: [],
      current: block,
      problem: null,
    });
  }

  #travel(from: 'past' | 'future', to: 'past' | 'future'): void {
    const state = this.state.getState();
    const choices = state[from].at(-1);
    if (!choices) return;
    this.#set({
      choices,
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], state.choices],
      current: differing(state.choices, choices) ?? state.current,
      problem: null,
    });
  }

  /** Takes the last choice back. */
  undo(): void {
    this.#travel('past', 'future');
  }

  redo(): void {
    this.#travel('future', 'past');
  }

  /** Looks at a block. */
  goTo(block: number): void {
    this.#set({ current: block });
  }

  /** Looks at the next changed block (1) or the one before (-1), around the end. */
  step(by: 1 | -1): void {
    const { merging, current, steps } = this.state.getState();
    if (!merging) return;
    const blocks = changedBlocks(merging.merge);
    const at = blocks.indexOf(current);
    const next = blocks[(at + by + blocks.length) % blocks.length];
    if (next === undefined) return;
    this.#wantsFocus = true;
    this.#set({ current: next, steps: steps + 1 });
  }

  /** Whether the block that is looked at is to take the focus: once after each step, and at the beginning. */
  claimFocus(): boolean {
    const wanted = this.#wantsFocus;
    this.#wantsFocus = false;
    return wanted;
  }

  get store(): StoreId {
    return this.task.store;
  }

  get key(): string {
    return this.task.key;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Whether there is a result, in which nothing is left to choose. */
  get canSave(): boolean {
    const { merging, choices, outcome } = this.state.getState();
    return outcome === null && merging !== null && openConflicts(merging.merge, choices).length === 0;
  }

  /** Writes the result, unless a conflict is still open: then says which, and goes there. Answers whether it did. */
  async save(): Promise<boolean> {
    const { merging, choices } = this.state.getState();
    if (!merging) return false;
    const open = openConflicts(merging.merge, choices);
    if (open[0] !== undefined) {
      const places = changedBlocks(merging.merge);
      this.#set({
        problem: openBlocksSentence(open.map((block) => places.indexOf(block) + 1)),
        current: open[0],
      });
      return false;
    }
    await this.#write('saved', resultText(merging.merge, choices), merging);
    return this.state.getState().outcome === 'saved';
  }

  /** Writes my text in the place of theirs. */
  async putMineBack(): Promise<void> {
    const { merging } = this.state.getState();
    if (merging) await this.#write('mine', merging.mine.text, merging);
  }

  /** Ends as was asked for although what was named is lost beside the text; another attempt asks anew. */
  async endAnyway(): Promise<void> {
    const { loses } = this.state.getState();
    if (!loses) return;
    this.#mayLose = loses.names;
    await (loses.outcome === 'mine' ? this.putMineBack() : this.save());
    this.#mayLose = [];
  }

  /** My text, also where there is nothing to merge it with. */
  async mineText(): Promise<string> {
    return (await this.task.ours(this.#closing.signal)).mine.text;
  }

  /** Writes my text where there is nothing to merge it with: as a new file, or over what is no text. Rejects. */
  async writeMine(): Promise<void> {
    const { obstacle, saving } = this.state.getState();
    if (saving || (obstacle?.kind !== 'gone' && obstacle?.kind !== 'not-text')) return;
    this.#set({ saving: true });
    try {
      const text = await this.mineText();
      const over = obstacle.kind === 'gone' ? null : obstacle.version;
      const saved = await this.task.save({ text, over, mayLose: this.#mayLose });
      await this.task.ended({ outcome: 'mine', text, saved });
      this.#set({ outcome: 'mine' });
    } catch (error) {
      void this.look();
      throw error;
    } finally {
      this.#set({ saving: false });
    }
  }

  /** Leaves the file as it is. */
  async keepTheirs(): Promise<void> {
    const { merging } = this.state.getState();
    if (!merging) return;
    await this.#carryOut('theirs', async () => {
      await this.task.ended({ outcome: 'theirs', theirs: merging.theirs });
      this.#set({ outcome: 'theirs' });
    });
  }

  async #write(outcome: 'saved' | 'mine', text: string, merging: Merging): Promise<void> {
    await this.#carryOut(outcome, async () => {
      const { mine } = await this.task.ours(this.#closing.signal);
      if (mine.text !== merging.mine.text) {
        await this.look();
        return;
      }
      const saved = await this.task.save({ text, over: merging.theirs.version, mayLose: this.#mayLose });
      await this.task.ended({ outcome, text, saved });
      this.#set({ outcome });
    });
  }

  async #carryOut(outcome: Outcome, work: () => Promise<void>): Promise<void> {
    const state = this.state.getState();
    if (state.saving || state.outcome !== null) return;
    this.#set({ saving: true, problem: null, loses: null });
    try {
      await work();
    } catch (error) {
      const { code, message, data } = describeError(error);
      if (code === 'WOULD_LOSE' && outcome !== 'theirs')
        this.#set({ problem: `Not saved yet. ${message}`, loses: { outcome, names: data.loses ?? [] } });
      else if (code !== 'CONFLICT')
        this.#set({ problem: outcome === 'theirs' ? message : `Not saved. ${message}` });
      else {
        await this.look();
        if (data.currentVersion === null && outcome !== 'theirs')
          this.#set({ merging: null, obstacle: { kind: 'gone' } });
        else this.#set({ problem: 'Not saved: the file has changed once more. Nothing was overwritten.' });
      }
    } finally {
      this.#set({ saving: false });
    }
  }

  /** Words typed by hand go to the file's history, as a part of the text that they were typed for. */
  #giveUp(merge: Merge | null, choices: Choices, words: readonly string[]): void {
    if (words.length === 0) return;
    const open = merge
      ? openConflicts(merge, choices).map((block) => [block, { take: 'mine' }] as const)
      : [];
    const text = merge ? resultText(merge, new Map([...choices, ...open])) : words.join('\n');
    this.task.giveUp(text).catch(() => undefined);
  }

  dispose(): void {
    const { merging, choices, outcome } = this.state.getState();
    if (merging && outcome !== 'saved') this.#giveUp(merging.merge, choices, typedWords(choices));
    this.#stopWatching();
    this.#closing.abort();
  }
}
