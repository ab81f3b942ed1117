import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextChange } from '#shared/format/text-changes.ts';
import type { Saved } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
import type { DraftSource, KeptDraft } from '../drafts/draft-source.ts';
import { DraftSync } from '../drafts/draft-sync.ts';
import type { CreateBuffer, TextBuffer } from './buffer.ts';
import { Crossings } from './crossings.ts';
import { type DocumentState, initialState, type Theirs } from './document-state.ts';
import { DocumentText, type TextState } from './document-text.ts';
import { type Found, findFile, isGone, restoreDraft } from './restoring.ts';
import { SaveQueue } from './save-queue.ts';
import { type DocumentSource, isAnswer, type Reading } from './source.ts';

/** What a document stands on; handed in so that it runs without a screen. */
export interface DocumentParts {
  source: DocumentSource;
  drafts: DraftSource;
  /** Fetched when the first text is there, because the editor is large. */
  loadBuffers: () => Promise<CreateBuffer>;
}

/** What undo of a merge, or of taking theirs, has to bring back. */
interface Held extends Pick<DocumentState, 'facts' | 'trouble'> {
  text: TextState;
}

/**
 * One stored file while it is open: its text with undo, the version that the text is based on, and what
 * became of its saves. Nothing is written but by `save`, and nothing that is not saved is ever replaced. What is
 * typed is kept as a draft all the time, and what is given up of it in the file's history.
 */
export class OpenDocument {
  readonly store: StoreId;
  readonly key: string;
  readonly state: StoreApi<DocumentState> = createStore(() => initialState);

  readonly #parts: DocumentParts;
  readonly #closing = new AbortController();
  readonly #text = new DocumentText({
    edited: (changes) => this.#edited(changes),
    based: () => this.#based(),
  });
  readonly #draft: DraftSync;
  readonly #saves = new SaveQueue();
  readonly #crossings = new Crossings<Held>();
  /** What saves may take off the file, as the user has agreed. */
  #mayLose: readonly string[] = [];
  #loading: Promise<void> | null = null;

  constructor(store: StoreId, key: string, parts: DocumentParts) {
    this.store = store;
    this.key = key;
    this.#parts = parts;
    const onState = (draft: DocumentState['draft']) => this.#set({ draft });
    this.#draft = new DraftSync({ store, key }, { source: parts.drafts, drafted: this.#text, onState });
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

  #set(state: Partial<DocumentState>): void {
    this.state.setState(state);
  }

  #edited(changes: readonly TextChange[] | null): void {
    const held = this.#crossings.at(this.#text.versionId());
    if (held && held.text.base !== this.#text.base()) this.#goBackTo(held);
    this.#draft.changed(changes);
    this.#based();
  }

  #based(): void {
    const dirty = this.#text.isDirty();
    const { state } = this;
    if (dirty !== state.getState().dirty) this.#set({ dirty });
    const encoding = this.#text.encoding();
    const before = state.getState().encoding;
    if (encoding?.bom !== before?.bom || encoding?.endings !== before?.endings) this.#set({ encoding });
    this.#draft.changed([]);
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
    if (this.state.getState().phase !== 'loading') this.#set({ phase: 'loading', error: null });
    // Edits that cannot be asked for stay in the list; the file opens without them.
    const notTaken = (error: unknown) => {
      this.#set({ draft: { kept: false, problem: describeError(error) } });
      return null;
    };
    const [found, draft] = await Promise.all([
      findFile(this.#parts.source, this, signal),
      takeDraft().catch(notTaken),
    ]);
    const isText = draft || ('reading' in found && found.reading.text !== null);
    const createBuffer = isText ? await this.#parts.loadBuffers() : null;
    if (signal.aborted) return;
    if (createBuffer && draft) this.#restore(draft, found, createBuffer);
    else if ('reading' in found) this.#open(found.reading, createBuffer);
    else this.#set({ phase: isGone(found.error, this.key) ? 'missing' : 'failed', error: found.error });
  }

  #open({ facts, text }: Reading, createBuffer: CreateBuffer | null): void {
    this.#crossings.clear();
    const { version } = facts;
    if (text !== null && createBuffer) this.#text.open(this.key, { text, version }, createBuffer);
    else this.#text.close();
    this.#set({ phase: 'open', facts, trouble: null });
  }

  #restore(draft: KeptDraft, found: Found, createBuffer: CreateBuffer): void {
    const { facts, base, done, trouble } = restoreDraft(this, draft, found);
    this.#crossings.clear();
    this.#text.open(this.key, base, createBuffer, done ? undefined : draft);
    this.#draft.resume(draft);
    this.#set({ phase: 'open', facts, trouble });
  }

  #held(): Held {
    const { facts, trouble } = this.state.getState();
    return { text: this.#text.state, facts, trouble };
  }

  #goBackTo({ text, facts, trouble }: Held): void {
    this.#text.state = text;
    this.#set({ facts, trouble });
  }

  /** What a save would write now. */
  textToSave(): string {
    return this.#text.toSave();
  }

  /** Writes a file where there is none, and opens it. Rejects where there is one by now. */
  async create(text: string): Promise<void> {
    await this.#parts.source.save(this.store, this.key, {
      base: null,
      text,
      saveId: crypto.randomUUID(),
    });
    await this.load();
  }

  /** Leaves the byte order mark out of the next save. */
  removeBom(): void {
    this.#text.removeBom();
  }

  /**
   * Saves the edits, if there are any, against the version that they are based on. One save runs at a time; of
   * those asked for meanwhile one follows. Answers whether everything typed by now is stored.
   */
  save(): Promise<boolean> {
    if (!this.buffer || !this.state.getState().dirty) return this.#saves.running ?? Promise.resolve(true);
    return this.#queue(() => this.#write(this.#text.base().version));
  }

  /** Saves although the file is gone: as a new one, if there is still none. */
  saveAsNew(): Promise<boolean> {
    return this.#queue(() => this.#write(null));
  }

  /** Saves the edits in the place of a version that they are not based on; refused if it has changed again. */
  saveOver(version: string): Promise<boolean> {
    return this.#queue(() => this.#write(version));
  }

  /** Saves although something is lost beside the text. */
  saveAnyway(): Promise<boolean> {
    const { trouble } = this.state.getState();
    if (trouble?.kind !== 'loses') return this.save();
    this.#mayLose = [...new Set([...this.#mayLose, ...(trouble.error.data.loses ?? [])])];
    return this.#queue(() => this.#write(trouble.base));
  }

  #queue(write: () => Promise<boolean>): Promise<boolean> {
    return this.#saves.run(write, () => this.save());
  }

  async #write(base: string | null): Promise<boolean> {
    const mark = this.#text.versionId();
    const text = this.textToSave();
    const saveId = this.#saves.idOf({ mark, base, bom: this.#text.bom() });
    const draft = this.#draft.mark();
    this.#set({ saving: true });
    try {
      const saved = await this.#parts.source.save(this.store, this.key, {
        base,
        text,
        saveId,
        mayLose: this.#mayLose,
        draft,
      });
      this.#saves.answered();
      this.#stored(text, saved, mark);
      return !this.state.getState().dirty;
    } catch (error) {
      if (isAnswer(error)) this.#saves.answered();
      this.#refused(error, base);
      return false;
    } finally {
      this.#set({ saving: false });
    }
  }

  #stored(text: string, saved: Saved, mark: number): void {
    this.#crossings.clear();
    this.#text.rebase({ text, version: saved.version }, mark);
    const { facts } = this.state.getState();
    this.#set({
      facts: facts && { ...facts, version: saved.version, size: saved.size, modifiedAt: saved.modifiedAt },
      savedAt: Date.now(),
      trouble: null,
    });
  }

  #refused(error: unknown, base: string | null): void {
    const described = describeError(error);
    const { currentVersion } = described.data;
    if (described.code === 'WOULD_LOSE') this.#set({ trouble: { kind: 'loses', error: described, base } });
    else if (described.code !== 'CONFLICT' && described.code !== 'EXISTS')
      this.#set({ trouble: { kind: 'refused', error: described } });
    else if (currentVersion === null) this.#set({ trouble: { kind: 'gone', found: 'saving' } });
    else this.#set({ trouble: { kind: 'changed', found: 'saving', at: null } });
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
    return this.#givingUp(() => this.#become(text, theirs));
  }

  #become(text: string, theirs: Theirs): void {
    if (!this.buffer) return;
    const before = { mark: this.#text.versionId(), held: this.#held() };
    this.#text.replace({ text: theirs.text, version: theirs.version }, text);
    const { facts } = this.state.getState();
    this.#set({
      facts: facts && { ...facts, version: theirs.version, modifiedAt: theirs.modifiedAt },
      trouble: null,
    });
    if (before.held.text.mark === before.mark) return;
    this.#crossings.note(before, { mark: this.#text.versionId(), held: this.#held() });
  }

  /** Shows a text that was saved in another way, e.g. by a merge. */
  takeSaved(text: string, saved: Saved): Promise<void> {
    return this.#givingUp(() => {
      this.#text.replace({ text, version: saved.version });
      this.#stored(text, saved, this.#text.versionId());
    });
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
      await this.#givingUp(() => this.#closeText());
      await this.#read(() => this.#parts.drafts.take(this));
    });
  }

  /** Puts another text in the place of what was typed, which goes to the file's history if it is lost by that. */
  async #givingUp(replace: () => void): Promise<void> {
    const typed = this.state.getState().dirty ? this.textToSave() : null;
    replace();
    if (typed === null || (this.buffer && typed === this.textToSave())) return;
    try {
      await this.#draft.giveUp(typed);
    } catch (error) {
      this.#set({ draft: { kept: false, problem: describeError(error) } });
    }
  }

  /** True where the store's version is another than the one that the text is based on. */
  isStale(now: FileFacts | null): boolean {
    const { phase, facts, trouble } = this.state.getState();
    if (phase === 'missing') return now !== null;
    if (phase !== 'open') return false;
    if (now === null) return trouble?.kind !== 'gone';
    // What was wrong with the file may be over, also where it is again what the edits are based on.
    if (trouble !== null && trouble.kind !== 'refused' && trouble.kind !== 'loses') return true;
    return now.version !== (this.buffer ? this.#text.base().version : facts?.version);
  }

  /** Follows a change outside: a clean text becomes the new one, a dirty one is kept and says so. */
  async follow(seen: FileFacts | null): Promise<void> {
    const now = this.#saves.running ? await this.#afterSaving() : seen;
    if (this.#saves.running || !this.isStale(now)) return;
    if (now === null) {
      this.#set({ trouble: { kind: 'gone', found: 'looking' } });
      return;
    }
    if (this.state.getState().phase === 'missing' || !this.buffer) return this.load();
    const { facts, text } = await this.#parts.source.read(this.store, this.key, this.#closing.signal);
    if (this.#saves.running) return;
    if (text === null) {
      if (this.state.getState().dirty) this.#set({ trouble: { kind: 'not-text', facts } });
      else this.#closeText();
      if (!this.buffer) this.#set({ facts });
      return;
    }
    const theirs = { text, version: facts.version, modifiedAt: facts.modifiedAt };
    const clean = !this.state.getState().dirty;
    if (clean || text === this.savedText || text === this.textToSave()) {
      this.#adopt(theirs, facts);
    } else this.#set({ trouble: { kind: 'changed', found: 'looking', at: facts.modifiedAt } });
  }

  /** What a save leaves of the file, and whoever comes right after it. */
  async #afterSaving(): Promise<FileFacts | null> {
    await this.#saves.running;
    const [facts = null] = await this.#parts.source.versions(this.store, [this.key]);
    return facts;
  }

  /** Takes a version over whose text is the base's, the buffer's, or that of a file without edits. */
  #adopt(theirs: Theirs, facts: Reading['facts']): void {
    const isMine = theirs.text === this.savedText;
    const edited = this.state.getState().dirty && isMine;
    if (edited) this.#text.moveTo(theirs.version);
    else this.#become(theirs.text, theirs);
    this.#set({ facts, trouble: null, ...(isMine ? {} : { savedAt: null }) });
  }

  /** Drops the text of a file that is gone. */
  letGo(): Promise<void> {
    return this.#givingUp(() => {
      this.#closeText();
      this.#set({ phase: 'missing', facts: null });
    });
  }

  #closeText(): void {
    this.#text.close();
    this.#set({ trouble: null });
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
