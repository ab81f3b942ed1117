import { ORPCError } from '@orpc/client';
import { StoreError } from '#shared/errors.ts';
import { joinChanges, type TextChange } from '#shared/format/text-changes.ts';
import { maxSentLength } from '#shared/model/text.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import type { DraftSource, FileName, KeptDraft, WholeText } from './draft-source.ts';

/** A document, as far as its draft needs it. */
export interface Drafted {
  isDirty(): boolean;
  /** What the text is based on: another object whenever that changes. */
  base(): WholeText['base'];
  bom(): boolean;
  /** Costs the length of the text. */
  text(): string;
  /** Of the text, in UTF-16 units. */
  length(): number;
}

/** Whether what is typed is on disk. */
export interface DraftState {
  /** Set from the first time on that the edits are kept. */
  kept: boolean;
  /** Why they are not. */
  problem: ErrorDescription | null;
}

/** In milliseconds: how long what is typed may wait for more. */
const pause = 250;
/** In milliseconds: the first and the longest wait before a failed attempt is repeated. */
const retry = { first: 2_000, longest: 30_000 };
/** More changes than this are not collected; the whole text is sent instead. */
const maxChanges = 1000;

/**
 * Keeps the draft of one document as its text is: after each pause the changes since the last one, the whole text
 * where main does not know what they follow, nothing once the text is what is stored.
 */
export class DraftSync {
  readonly #file: FileName;
  readonly #source: DraftSource;
  readonly #drafted: Drafted;
  readonly #onState: (state: DraftState) => void;

  #id: string | null = null;
  #seq = 0;
  /** What main knows the text to be based on. */
  #sent: { base: WholeText['base']; bom: boolean } | null = null;
  /** Since the last batch; null where the whole text has to be sent. */
  #changes: TextChange[] | null = null;
  /** Texts that were typed and are no more, with the drafts that go with them, as far as main has not been told. */
  readonly #givenUp: { id: string | null; text: string }[] = [];
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether main has what it was told, as far as anybody knows. */
  #sure = true;
  #failures = 0;
  #stopped = false;

  constructor(
    file: FileName,
    parts: { source: DraftSource; drafted: Drafted; onState: (state: DraftState) => void },
  ) {
    this.#file = file;
    this.#source = parts.source;
    this.#drafted = parts.drafted;
    this.#onState = parts.onState;
  }

  /** The draft that main keeps, or is told to. */
  get id(): string | null {
    return this.#id;
  }

  /** Goes on with a draft from before, whose text the document has now. */
  resume({ id, seq, base, bom }: KeptDraft): void {
    const now = this.#drafted.base();
    const same = now.version === base.version && now.text === base.text;
    this.#id = id;
    this.#seq = seq;
    this.#sent = { base: same ? now : base, bom };
    this.#changes = [];
    this.#onState({ kept: true, problem: null });
    this.#wake(0);
  }

  /** The text has changed; null: in a way that is not told. Also to be called when the base has. */
  changed(changes: readonly TextChange[] | null): void {
    if (changes === null || changes.length > maxChanges) this.#changes = null;
    else this.#changes?.push(...changes);
    if (this.#changes && this.#changes.length > maxChanges) this.#changes = joinChanges(this.#changes);
    if (this.#changes && this.#changes.length > maxChanges) this.#changes = null;
    if (this.#failures === 0) this.#wake(pause);
  }

  /** Whether all that is typed is on disk. */
  isKept(): boolean {
    // What is on its way is not there yet.
    return this.#running === null && !this.#hasWork();
  }

  /** Writes down at once what is not on disk yet; answers whether everything is. */
  async flush(): Promise<boolean> {
    await this.#running;
    if (!this.isKept()) await this.#run();
    return this.isKept();
  }

  /** Main may be another one since the connection broke: makes sure that it has the draft, as this window's. */
  async verify(): Promise<void> {
    this.#sure = false;
    await this.flush();
  }

  /** Names what main knows, or is being told, of the text as it is now, for a save of it. Null where that is nothing. */
  mark(): { id: string; seq: number } | null {
    if (!this.#running && this.#failures === 0) void this.#run();
    return this.#id === null ? null : { id: this.#id, seq: this.#seq };
  }

  /** Keeps a text in the file's history that was typed and is no more; the draft goes where there are no edits left. */
  async giveUp(text: string): Promise<void> {
    const id = this.#drafted.isDirty() ? null : this.#id;
    if (id !== null) this.#forget();
    this.#givenUp.push({ id, text });
    await this.flush();
  }

  /** Lets go of the draft: it stays where it is, for whoever opens it. Rejects where it could not be written down. */
  async release(): Promise<void> {
    if (!(await this.flush()))
      throw new StoreError('BUSY', 'What is typed here could not be written down, so it stays open.');
    const id = this.#id;
    if (id === null) return;
    const text = this.#drafted.text();
    this.#forget();
    await this.#source.release(id).catch((error: unknown) => {
      this.#id ??= id;
      this.changed([]);
      throw error;
    });
    // What was typed meanwhile is a draft of its own.
    if (this.#drafted.text() !== text) await this.release();
  }

  /** Writes down what there is and ends; the document has to be there until this resolves. What is kept stays. */
  async stop(): Promise<void> {
    await this.flush();
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #forget(): void {
    this.#id = null;
    this.#sent = null;
    this.#changes = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onState({ kept: false, problem: null });
  }

  #wake(milliseconds: number): void {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, milliseconds);
  }

  #hasWork(): boolean {
    if (this.#givenUp.length > 0) return true;
    if (!this.#drafted.isDirty()) return this.#id !== null;
    return this.#hasTyped();
  }

  /** Whether main has not been told of all that is typed. */
  #hasTyped(): boolean {
    return this.#needsWhole() || this.#changes === null || this.#changes.length > 0 || !this.#sure;
  }

  #needsWhole(): boolean {
    return this.#sent?.base !== this.#drafted.base() || this.#sent.bom !== this.#drafted.bom();
  }

  /** Does what there is to do; once for all who ask meanwhile. */
  #run(): Promise<void> {
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      while (this.#hasWork()) await this.#step();
      this.#failures = 0;
      this.#onState({ kept: this.#id !== null, problem: null });
    } catch (error) {
      // Nobody knows whether it arrived.
      this.#changes = null;
      this.#failures += 1;
      this.#onState({ kept: false, problem: describeError(error) });
      this.#wake(Math.min(retry.longest, retry.first * 2 ** (this.#failures - 1)));
    }
  }

  async #step(): Promise<void> {
    const [given] = this.#givenUp;
    if (given && !(this.#drafted.isDirty() && this.#hasTyped())) await this.#discard(given);
    else if (!this.#drafted.isDirty()) await this.#drop();
    else if (this.#needsWhole() || this.#changes === null) await this.#sendWhole();
    else await this.#sendChanges(joinChanges(this.#changes));
  }

  async #drop(): Promise<void> {
    const id = this.#id;
    if (id === null) return;
    this.#forget();
    await this.#source.drop(id).catch((error: unknown) => {
      this.#id = id;
      throw error;
    });
  }

  async #discard(given: { id: string | null; text: string }): Promise<void> {
    try {
      await this.#source.discard(this.#file, given);
    } catch (error) {
      // Asking again helps against a lost connection alone.
      if (error instanceof ORPCError) this.#givenUp.shift();
      throw error;
    }
    this.#givenUp.shift();
  }

  async #sendWhole(): Promise<void> {
    const { base, bom, text } = {
      base: this.#drafted.base(),
      bom: this.#drafted.bom(),
      text: this.#drafted.text(),
    };
    this.#sent = { base, bom };
    this.#changes = [];
    this.#sure = true;
    this.#seq += 1;
    this.#id ??= crypto.randomUUID();
    const id = this.#id;
    const answer = await this.#source.keep(this.#file, { id, seq: this.#seq, base, bom, text });
    if (answer === 'kept' || this.#id !== id) return;
    // Another window has gone on with it: what is typed here becomes a draft of its own.
    this.#id = null;
    this.#sent = null;
  }

  async #sendChanges(changes: TextChange[]): Promise<void> {
    const id = this.#id;
    if (id === null || changes.some(({ text }) => text.length > maxSentLength)) {
      this.#changes = null;
      return;
    }
    this.#changes = [];
    this.#sure = true;
    this.#seq += 1;
    const length = this.#drafted.length();
    const answer = await this.#source.change({ id, seq: this.#seq, changes, length });
    if (answer === 'resync' && this.#id === id) this.#changes = null;
  }
}
