import { createStore, type StoreApi } from 'zustand/vanilla';
import { describeError } from '../client/errors.ts';
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
import { MergeEnding } from './merge-ending.ts';
import { initialMergeState, type MergeState, type Merging } from './merge-state.ts';
import { type MergeTask, ObstacleError } from './merge-task.ts';
import type { MergeTexts } from './merge-texts.ts';
import { remadeSentence } from './merge-words.ts';
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
export class MergeSession {
  readonly task: MergeTask;
  readonly state: StoreApi<MergeState> = createStore(() => initialMergeState);
  readonly ending: MergeEnding;

  readonly #mergeTexts: MergeTexts;
  readonly #kept: readonly KeptChoice[];
  readonly #closing = new AbortController();
  #reading: Promise<void> | null = null;
  #stale = false;
  readonly #stopWatching: () => void;
  #shown = 0;
  #wantsFocus = false;

  constructor(task: MergeTask, { mergeTexts, kept }: SessionParts) {
    this.task = task;
    this.#mergeTexts = mergeTexts;
    this.#kept = kept;
    this.ending = new MergeEnding(task, {
      state: this.state,
      look: () => this.look(),
      signal: this.#closing.signal,
    });
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
