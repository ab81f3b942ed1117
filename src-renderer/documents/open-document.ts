import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Saved } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import type { CreateBuffer, TextBuffer } from './buffer.ts';
import { Crossings } from './crossings.ts';
import { type DocumentState, initialState, type Theirs } from './document-state.ts';
import { encodingOf, toModelText } from './line-endings.ts';
import { restoreBytes } from './restore-bytes.ts';
import { SaveQueue } from './save-queue.ts';
import { type DocumentSource, isAnswer, type Reading } from './source.ts';

/** What a document stands on; handed in so that it runs without a screen. */
export interface DocumentParts {
  source: DocumentSource;
  /** Fetched when the first text is there, because the editor is large. */
  loadBuffers: () => Promise<CreateBuffer>;
}

/** What a text is based on, as stored, and the state of the text that is no edit of it. */
interface Base {
  text: string;
  version: string | null;
  mark: number;
}

/** What undo of a merge, or of taking theirs, has to bring back. */
interface Held extends Pick<DocumentState, 'facts' | 'trouble'> {
  base: Base;
  bom: boolean;
}

/**
 * One stored file while it is open: its text with undo, the version that the text is based on, and what
 * became of its saves. Nothing is written but by `save`, and nothing that is not saved is ever replaced.
 */
export class OpenDocument {
  readonly store: StoreId;
  readonly key: string;
  readonly state: StoreApi<DocumentState> = createStore(() => initialState);
  /** The text; null until it is there, and for what is not text. */
  buffer: TextBuffer | null = null;

  readonly #parts: DocumentParts;
  readonly #closing = new AbortController();
  #base: Base = { text: '', version: null, mark: 0 };
  /** Whether the next save starts with a byte order mark. */
  #bom = false;
  readonly #saves = new SaveQueue();
  readonly #crossings = new Crossings<Held>();
  /** What saves may take off the file, as the user has agreed. */
  #mayLose: readonly string[] = [];
  #loading: Promise<void> | null = null;

  constructor(store: StoreId, key: string, parts: DocumentParts) {
    this.store = store;
    this.key = key;
    this.#parts = parts;
  }

  /** The text as it was read or last saved. */
  get savedText(): string {
    return this.#base.text;
  }

  #set(state: Partial<DocumentState>): void {
    this.state.setState(state);
  }

  /** Reads the file. Again where that failed, or where there was none; once for all who ask meanwhile. */
  load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const { signal } = this.#closing;
    if (this.state.getState().phase !== 'loading') this.#set({ phase: 'loading', error: null });
    try {
      const reading = await this.#parts.source.read(this.store, this.key, signal);
      const createBuffer = reading.text === null ? null : await this.#parts.loadBuffers();
      if (signal.aborted) return;
      if (createBuffer) this.#openText(reading, createBuffer);
      this.#set({ phase: 'open', facts: reading.facts, trouble: null });
    } catch (error) {
      const described = describeError(error, signal);
      if (described.cancelled) return;
      this.#set({ phase: this.#isGone(described) ? 'missing' : 'failed', error: described });
    }
  }

  /** Told from a store that is not there. */
  #isGone({ code, data }: ErrorDescription): boolean {
    return code === 'NOT_FOUND' && data.where === this.key;
  }

  #openText({ facts, text }: Reading, createBuffer: CreateBuffer): void {
    const stored = text ?? '';
    this.buffer?.dispose();
    this.buffer = createBuffer(this.key, toModelText(stored));
    this.#rebase(stored, facts.version);
    this.#crossings.clear();
    this.buffer.onChange(() => {
      const held = this.#crossings.at(this.buffer?.versionId() ?? 0);
      if (held && held.base !== this.#base) this.#goBackTo(held);
      this.#compareMarks();
    });
  }

  /** From now on the buffer's present text, or the one it had at `mark`, is what is stored. */
  #rebase(text: string, version: string | null, mark = this.buffer?.versionId() ?? 0): void {
    this.#base = { text, version, mark };
    const encoding = encodingOf(text);
    this.#bom = encoding.bom;
    this.#set({ encoding });
    this.#compareMarks();
  }

  #compareMarks(): void {
    const bomKept = this.#bom === this.#base.text.startsWith('\uFEFF');
    const dirty = this.buffer !== null && !(this.buffer.versionId() === this.#base.mark && bomKept);
    if (dirty !== this.state.getState().dirty) this.#set({ dirty });
  }

  #held(): Held {
    const { facts, trouble } = this.state.getState();
    return { base: this.#base, bom: this.#bom, facts, trouble };
  }

  #goBackTo({ base, bom, facts, trouble }: Held): void {
    this.#rebase(base.text, base.version, base.mark);
    this.#base = base;
    this.#bom = bom;
    this.#set({ facts, trouble });
  }

  /** What a save would write now. */
  textToSave(): string {
    return restoreBytes(this.#base.text, this.buffer?.text() ?? '', this.#bom);
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
    this.#bom = false;
    const { encoding } = this.state.getState();
    if (encoding) this.#set({ encoding: { ...encoding, bom: false } });
    this.#compareMarks();
  }

  /**
   * Saves the edits, if there are any, against the version that they are based on. One save runs at a time; of
   * those asked for meanwhile one follows. Answers whether everything typed by now is stored.
   */
  save(): Promise<boolean> {
    if (!this.buffer || !this.state.getState().dirty) return this.#saves.running ?? Promise.resolve(true);
    return this.#queue(() => this.#write(this.#base.version));
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
    this.#mayLose = [...new Set([...this.#mayLose, ...trouble.loses])];
    return this.#queue(() => this.#write(trouble.base));
  }

  #queue(write: () => Promise<boolean>): Promise<boolean> {
    return this.#saves.run(write, () => this.save());
  }

  async #write(base: string | null): Promise<boolean> {
    const mark = this.buffer?.versionId() ?? 0;
    const text = this.textToSave();
    const saveId = this.#saves.idOf({ mark, base, bom: this.#bom });
    this.#set({ saving: true });
    try {
      const saved = await this.#parts.source.save(this.store, this.key, {
        base,
        text,
        saveId,
        mayLose: this.#mayLose,
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
    this.#rebase(text, saved.version, mark);
    const { facts } = this.state.getState();
    this.#set({
      facts: facts && { ...facts, version: saved.version, size: saved.size, modifiedAt: saved.modifiedAt },
      savedAt: Date.now(),
      trouble: null,
    });
  }

  #refused(error: unknown, base: string | null): void {
    const described = describeError(error);
    const { currentVersion, loses = [] } = described.data;
    if (described.code === 'WOULD_LOSE')
      this.#set({ trouble: { kind: 'loses', message: described.message, loses, base } });
    else if (described.code !== 'CONFLICT' && described.code !== 'EXISTS')
      this.#set({ trouble: { kind: 'refused', error: described } });
    else if (currentVersion === null) this.#set({ trouble: { kind: 'gone', found: 'saving' } });
    else this.#set({ trouble: { kind: 'changed', found: 'saving', at: null } });
  }

  /** Puts what somebody else wrote into the editor. Undo brings the edits back, and what they were based on. */
  takeTheirs(theirs: Theirs): void {
    this.mergeIn(theirs.text, theirs);
  }

  /**
   * Puts a text that holds both sides into the editor, as an edit of theirs that is not saved. Undo brings the edits
   * back as they were, and what they were based on.
   */
  mergeIn(text: string, theirs: Theirs): void {
    if (!this.buffer) return;
    const before = { mark: this.buffer.versionId(), held: this.#held() };
    this.buffer.change(toModelText(text));
    const mark = this.buffer.versionId();
    this.#rebase(theirs.text, theirs.version, toModelText(theirs.text) === toModelText(text) ? mark : -1);
    this.#bom = text.startsWith('\uFEFF');
    this.#compareMarks();
    const { facts } = this.state.getState();
    this.#set({
      facts: facts && { ...facts, version: theirs.version, modifiedAt: theirs.modifiedAt },
      trouble: null,
    });
    if (before.held.base.mark !== before.mark) this.#crossings.note(before, { mark, held: this.#held() });
  }

  /** Shows a text that was saved in another way, e.g. by a merge. */
  takeSaved(text: string, saved: Saved): void {
    this.buffer?.change(toModelText(text));
    this.#stored(text, saved, this.buffer?.versionId() ?? 0);
  }

  /** Drops the edits: the text is again what was read or last saved. */
  discard(): void {
    if (!this.buffer) return;
    this.buffer.change(toModelText(this.#base.text));
    this.#rebase(this.#base.text, this.#base.version);
    this.#set({ trouble: null });
  }

  /** True where the store's version is another than the one that the text is based on. */
  isStale(now: FileFacts | null): boolean {
    const { phase, facts, trouble } = this.state.getState();
    if (phase === 'missing') return now !== null;
    if (phase !== 'open') return false;
    if (now === null) return trouble?.kind !== 'gone';
    if (trouble?.kind === 'unreadable') return true;
    return now.version !== (this.buffer ? this.#base.version : facts?.version);
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
    if (clean || text === this.#base.text || text === this.textToSave()) {
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
    const edited = this.state.getState().dirty && theirs.text === this.#base.text;
    if (edited) this.#base = { ...this.#base, version: theirs.version };
    else this.takeTheirs(theirs);
    this.#set({ facts, trouble: null });
  }

  /** Drops the text of a file that is gone. */
  letGo(): void {
    this.#closeText();
    this.#set({ phase: 'missing', facts: null });
  }

  #closeText(): void {
    this.buffer?.dispose();
    this.buffer = null;
    this.#set({ dirty: false, encoding: null, trouble: null });
  }

  /** Ends what runs and frees the text. */
  dispose(): void {
    this.#closing.abort();
    this.buffer?.dispose();
    this.buffer = null;
  }
}
