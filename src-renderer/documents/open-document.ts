import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextChange } from '#shared/format/text-changes.ts';
import type { Saved } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
import type { DraftSource, KeptDraft } from '../drafts/draft-source.ts';
import { DraftSync } from '../drafts/draft-sync.ts';
import { Basis } from './basis.ts';
import type { CreateBuffer, TextBuffer } from './buffer.ts';
import type { DocumentCore } from './document-core.ts';
import { type DocumentState, initialState, type Theirs } from './document-state.ts';
import { DocumentText } from './document-text.ts';
import { Following } from './following.ts';
import { findFile, isGone } from './restoring.ts';
import { Saving } from './saving.ts';
import type { DocumentSource } from './source.ts';

/** What a document stands on; handed in so that it runs without a screen. */
export interface DocumentParts {
  source: DocumentSource;
  drafts: DraftSource;
  /** Fetched when the first text is there, because the editor is large. */
  loadBuffers: () => Promise<CreateBuffer>;
  /** The end of a document of the same file: what was typed last there is a draft by then. */
  after?: Promise<unknown> | undefined;
}

/** Both sides in one text. */
export interface MergedText {
  text: string;
  /** The version of theirs that is in it; null: there is no file any more. */
  over: string | null;
  /** What may be lost beside the text, as a refusal has named it before. */
  mayLose: readonly string[];
}

/**
 * One stored file while it is open: its text with undo, the version that the text is based on (`Basis`), its saves
 * (`Saving`), what others do to it (`Following`) and the draft of what is typed (`DraftSync`). Nothing is written but
 * by a save, and nothing that is not saved is ever replaced: what is given up of it goes to the file's history.
 */
export class OpenDocument {
  readonly store: StoreId;
  readonly key: string;
  readonly state: StoreApi<DocumentState> = createStore(() => initialState);

  readonly #parts: DocumentParts;
  readonly #closing = new AbortController();
  readonly #text: DocumentText;
  readonly #draft: DraftSync;
  readonly #basis: Basis;
  readonly #saving: Saving;
  readonly #following: Following;
  #loading: Promise<void> | null = null;

  constructor(store: StoreId, key: string, parts: DocumentParts) {
    this.store = store;
    this.key = key;
    this.#parts = parts;
    const file = { store, key };
    const text = new DocumentText({
      edited: (changes) => this.#edited(changes),
      based: () => this.#based(),
    });
    const core: DocumentCore = { file, source: parts.source, state: this.state, text };
    const onState = (draft: DocumentState['draft']) => this.#set({ draft });
    const { signal } = this.#closing;
    this.#text = text;
    this.#draft = new DraftSync(file, { source: parts.drafts, drafted: text, onState });
    this.#basis = new Basis(core);
    const [basis, draft] = [this.#basis, this.#draft];
    this.#saving = new Saving(core, { basis, draft });
    this.#following = new Following(core, { basis, saving: this.#saving, signal, load: () => this.load() });
  }

  /** The text; null until it is there, and for what is not text. */
  get buffer(): TextBuffer | null {
    return this.#text.buffer;
  }

  /** The text as it was read or last saved. */
  get savedText(): string {
    return this.#text.base().text;
  }

  /** The edits as they are kept on disk. */
  get draft(): Pick<DraftSync, 'id' | 'isKept' | 'flush' | 'verify'> {
    return this.#draft;
  }

  /** What a save would write now. */
  textToSave(): string {
    return this.#text.toSave();
  }

  #set(state: Partial<DocumentState>): void {
    this.state.setState(state);
  }

  #edited(changes: readonly TextChange[] | null): void {
    this.#basis.edited();
    this.#draft.changed(changes);
    this.#based();
  }

  #based(): void {
    this.#basis.show();
    this.#draft.changed([]);
  }

  /** Until the file is read and its editor there. */
  get loading(): Promise<void> | null {
    return this.#loading;
  }

  /** Reads the file, and goes on with the edits that are kept of it. Once for all who ask meanwhile. */
  load(): Promise<void> {
    return this.#loading ?? this.#startLoading(() => this.#read(() => this.#parts.drafts.take(this)));
  }

  /** Goes on with other edits of the file; what was typed here stays in the list of drafts. */
  openDraft(id: string): Promise<void> {
    const before = this.#loading;
    return this.#startLoading(async () => {
      await before;
      if (this.#draft.id === id) return;
      await this.#draft.release();
      await this.#read(() => this.#parts.drafts.adopt(id));
    });
  }

  #startLoading(work: () => Promise<void>): Promise<void> {
    const loading = work().finally(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  async #read(takeDraft: () => Promise<KeptDraft | null>): Promise<void> {
    const { signal } = this.#closing;
    this.#set({ phase: 'loading', error: null, draftMissed: null });
    // Edits that cannot be asked for stay where they are; the file opens without them.
    const notTaken = (error: unknown) => {
      this.#set({ draftMissed: describeError(error) });
      return null;
    };
    const [found, draft] = await Promise.all([
      findFile(this.#parts.source, this, signal),
      Promise.resolve(this.#parts.after).then(takeDraft).catch(notTaken),
    ]);
    const isText = draft || ('reading' in found && found.reading.text !== null);
    const createBuffer = isText ? await this.#parts.loadBuffers() : null;
    if (signal.aborted) return;
    if (createBuffer && draft) {
      const givenUp = this.#basis.restore(draft, found, createBuffer);
      this.#draft.resume(draft);
      if (givenUp !== null) await this.#draft.giveUp(givenUp);
    } else if ('reading' in found) this.#basis.open(found.reading, createBuffer);
    else this.#set({ phase: isGone(found.error, this.key) ? 'missing' : 'failed', error: found.error });
  }

  /** Writes a file where there is none, and opens it. Rejects where there is one by now. */
  async create(text: string): Promise<void> {
    const saveId = crypto.randomUUID();
    await this.#parts.source.save(this.store, this.key, { base: null, text, saveId });
    await this.load();
  }

  /** Leaves the byte order mark out of the next save. */
  removeBom(): void {
    this.#text.removeBom();
  }

  /** Whether there are edits, and nothing is known that stands in the way of saving them. */
  get canSave(): boolean {
    const { dirty, trouble } = this.state.getState();
    return dirty && trouble === null;
  }

  /**
   * Saves the edits, if there are any, against the version that they are based on. One save runs at a time; of
   * those asked for meanwhile one follows. Answers whether everything typed by now is stored.
   */
  save(): Promise<boolean> {
    return this.#saving.save();
  }

  /** Saves although the file is gone: as a new one, if there is still none. */
  saveAsNew(): Promise<boolean> {
    return this.#saving.saveOver(null);
  }

  /** Saves the edits in the place of a version that they are not based on; refused if it has changed again. */
  saveOver(version: string): Promise<boolean> {
    return this.#saving.saveOver(version);
  }

  /** Saves what was held back, although what was named then is lost beside the text. A later save asks anew. */
  saveAnyway(): Promise<boolean> {
    return this.#saving.saveAnyway();
  }

  /** Follows a change outside: a clean text becomes the new one, a dirty one is kept and says so. */
  follow(seen: FileFacts | null): Promise<void> {
    return this.#following.follow(seen);
  }

  /** Puts what somebody else wrote into the editor. Undo brings the edits back, and what they were based on. */
  takeTheirs(theirs: Theirs): Promise<void> {
    return this.mergeIn(theirs.text, theirs);
  }

  /**
   * Puts a text that holds both sides into the editor, as an edit of theirs that is not saved. Undo brings the edits
   * back as they were, and what they were based on.
   */
  mergeIn(text: string, theirs: Theirs): Promise<void> {
    return this.#givingUp(() => this.#basis.become(text, theirs));
  }

  /**
   * Saves a text that the edits were merged into, over what they were merged with, and shows it. What was typed
   * meanwhile stays as it is, and the file counts as changed then. Rejects where it is refused.
   */
  async saveMerged({ text, over, mayLose }: MergedText): Promise<Saved> {
    const mark = this.#text.versionId();
    const request = { base: over, text, saveId: crypto.randomUUID(), mayLose, why: 'merge' as const };
    const draft = this.#draft.mark();
    const saved = await this.#parts.source.save(this.store, this.key, { ...request, draft });
    if (this.#text.versionId() === mark) await this.takeSaved(text, saved);
    return saved;
  }

  /** Shows a text that was saved in another way, e.g. by a merge. */
  takeSaved(text: string, saved: Saved): Promise<void> {
    return this.#givingUp(() => this.#basis.takeSaved(text, saved));
  }

  /** Drops the edits: the text is again what was read or last saved. */
  discard(): Promise<void> {
    return this.#givingUp(() => {
      this.#text.replace(this.#text.base());
      this.#set({ trouble: null });
    });
  }

  /** Drops the edits and shows the file as it is now. */
  loadAgain(): Promise<void> {
    return this.#startLoading(async () => {
      await this.#givingUp(() => this.#basis.close());
      await this.#read(() => this.#parts.drafts.take(this));
    });
  }

  /** Drops the text of a file that is gone. */
  letGo(): Promise<void> {
    return this.#givingUp(() => {
      this.#basis.close();
      this.#set({ phase: 'missing', facts: null });
    });
  }

  /** Puts another text in the place of what was typed, which goes to the file's history if it is lost by that. */
  async #givingUp(replace: () => void): Promise<void> {
    const typed = this.state.getState().dirty ? this.textToSave() : null;
    replace();
    if (typed !== null && !(this.buffer && typed === this.textToSave())) await this.#draft.giveUp(typed);
  }

  /** True from when it is being closed: what was typed is a draft then. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Ends what runs, and frees the text once all that was typed is kept. */
  async dispose(): Promise<void> {
    this.#closing.abort();
    await this.#draft.stop();
    this.#text.close();
  }
}
