import type { StoreApi } from 'zustand/vanilla';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
import type { Savable } from '../live/quiet-save.ts';
import { changedBlocks, openConflicts } from './blocks.ts';
import type { MergeState, Merging } from './merge-state.ts';
import type { MergeTask, Outcome } from './merge-task.ts';
import { openBlocksSentence } from './merge-words.ts';
import { resultText } from './result.ts';

interface EndingParts {
  readonly state: StoreApi<MergeState>;
  /** Reads the texts again. */
  readonly look: () => Promise<void>;
  /** Aborted when the merge is closed. */
  readonly signal: AbortSignal;
}

/** The ways to end a merge. Each writes over what was shown and nothing else, or says why it did not. */
export class MergeEnding implements Savable {
  readonly state: StoreApi<MergeState>;
  readonly #task: MergeTask;
  readonly #look: () => Promise<void>;
  readonly #signal: AbortSignal;
  #mayLose: readonly string[] = [];

  constructor(task: MergeTask, { state, look, signal }: EndingParts) {
    this.#task = task;
    this.state = state;
    this.#look = look;
    this.#signal = signal;
  }

  #set(state: Partial<MergeState>): void {
    this.state.setState(state);
  }

  get store(): StoreId {
    return this.#task.store;
  }

  get key(): string {
    return this.#task.key;
  }

  get isClosed(): boolean {
    return this.#signal.aborted;
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
    return (await this.#task.ours(this.#signal)).mine.text;
  }

  /** Writes my text where there is nothing to merge it with: as a new file, or over what is no text. Rejects. */
  async writeMine(): Promise<void> {
    const { obstacle, saving } = this.state.getState();
    if (saving || (obstacle?.kind !== 'gone' && obstacle?.kind !== 'not-text')) return;
    this.#set({ saving: true });
    try {
      const text = await this.mineText();
      const over = obstacle.kind === 'gone' ? null : obstacle.version;
      const saved = await this.#task.save({ text, over, mayLose: this.#mayLose });
      await this.#task.ended({ outcome: 'mine', text, saved });
      this.#set({ outcome: 'mine' });
    } catch (error) {
      void this.#look();
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
      await this.#task.ended({ outcome: 'theirs', theirs: merging.theirs });
      this.#set({ outcome: 'theirs' });
    });
  }

  async #write(outcome: 'saved' | 'mine', text: string, merging: Merging): Promise<void> {
    await this.#carryOut(outcome, async () => {
      const { mine } = await this.#task.ours(this.#signal);
      if (mine.text !== merging.mine.text) {
        await this.#look();
        return;
      }
      const saved = await this.#task.save({ text, over: merging.theirs.version, mayLose: this.#mayLose });
      await this.#task.ended({ outcome, text, saved });
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
        await this.#look();
        if (data.currentVersion === null && outcome !== 'theirs')
          this.#set({ merging: null, obstacle: { kind: 'gone' } });
        else this.#set({ problem: 'Not saved: the file has changed once more. Nothing was overwritten.' });
      }
    } finally {
      this.#set({ saving: false });
    }
  }
}
