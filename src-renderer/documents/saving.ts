import { describeError } from '../client/errors.ts';
import type { DraftSync } from '../drafts/draft-sync.ts';
import type { Basis } from './basis.ts';
import type { DocumentCore } from './document-core.ts';
import type { Trouble } from './document-state.ts';
import { tellSaveRefused } from './refused-saves.ts';
import { SaveQueue } from './save-queue.ts';
import { isAnswer } from './source.ts';

interface SavingParts {
  basis: Basis;
  draft: Pick<DraftSync, 'mark'>;
}

/** Saves a document: always over a certain version, and says in its state what stood in the way. */
export class Saving {
  readonly #core: DocumentCore;
  readonly #basis: Basis;
  readonly #draft: Pick<DraftSync, 'mark'>;
  readonly #queue = new SaveQueue();

  constructor(core: DocumentCore, { basis, draft }: SavingParts) {
    this.#core = core;
    this.#basis = basis;
    this.#draft = draft;
  }

  /** The save that is on its way. */
  get running(): Promise<boolean> | null {
    return this.#queue.running;
  }

  /** Saves the edits, if there are any, over the version that they are based on. */
  save(): Promise<boolean> {
    const { state, text } = this.#core;
    if (!text.buffer || !state.getState().dirty) return this.running ?? Promise.resolve(true);
    return this.#run(() => this.#write(text.base().version));
  }

  /** Saves the text over a certain version; null: as a new file. */
  saveOver(version: string | null): Promise<boolean> {
    return this.#run(() => this.#write(version));
  }

  /** Saves once more what was held back, although what was named then is lost. A later save asks anew. */
  saveAnyway(): Promise<boolean> {
    const { trouble } = this.#core.state.getState();
    if (trouble?.kind !== 'loses') return this.save();
    const { base, error } = trouble;
    return this.#run(() => this.#write(base, error.data.loses));
  }

  #run(write: () => Promise<boolean>): Promise<boolean> {
    return this.#queue.run(write, () => this.save());
  }

  async #write(base: string | null, mayLose: readonly string[] = []): Promise<boolean> {
    const { file, source, state, text: edited } = this.#core;
    const mark = edited.versionId();
    const text = edited.toSave();
    const saveId = this.#queue.idOf({ mark, base, bom: edited.bom() });
    const request = { base, text, saveId, mayLose, draft: this.#draft.mark() };
    state.setState({ saving: true });
    try {
      const saved = await source.save(file.store, file.key, request);
      this.#queue.answered();
      this.#basis.stored(text, saved, mark);
      return !state.getState().dirty;
    } catch (error) {
      if (isAnswer(error)) this.#queue.answered();
      const trouble = troubleOf(error, base, state.getState().trouble);
      state.setState({ trouble });
      if (trouble.kind === 'refused') tellSaveRefused(file, trouble.error);
      return false;
    } finally {
      state.setState({ saving: false });
    }
  }
}

/** What a refusal says about the file, of which something may be known. */
function troubleOf(error: unknown, base: string | null, known: Trouble | null): Trouble {
  const described = describeError(error);
  const { code, data } = described;
  if (code === 'WOULD_LOSE') return { kind: 'loses', error: described, base };
  if (code !== 'CONFLICT' && code !== 'EXISTS') return { kind: 'refused', error: described };
  if (data.currentVersion === null) return { kind: 'gone', found: 'saving' };
  if (known?.kind === 'not-text' && known.facts.version === data.currentVersion)
    return { ...known, found: 'saving' };
  return { kind: 'changed', found: 'saving', at: null };
}
