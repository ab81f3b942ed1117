import { StoreError } from '#shared/errors.ts';
import type { TextChange } from '#shared/format/text-changes.ts';
import type { Draft, DraftContent, FetchedText } from '#shared/model/draft.ts';
import { maxSentLength, type SentText } from '#shared/model/text.ts';
import { draftTextUrl } from '#shared/resources.ts';
import type { Database } from '#workers/database/database.ts';
import type { DraftOwner, DraftRow, SavedDraft, WholeDraft } from '#workers/database/drafts.ts';
import type { AppEvents } from '../app/events.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { placeOf } from '../stores/naming.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import type { HandedTexts } from '../texts/handed-texts.ts';
import type { Owners } from './owners.ts';
import { Windows } from './windows.ts';

/** A draft as a window names it. */
export interface DraftName {
  readonly id: string;
  readonly window: string;
}

/** A whole text with what it is based on, as a window sends it. */
export interface SentDraft extends DraftName {
  readonly store: string;
  readonly key: string;
  readonly base: { readonly version: string | null; readonly text: SentText };
  readonly text: SentText;
  readonly bom: boolean;
  readonly seq: number;
}

/** Parts of a draft that are texts. */
export type DraftPart = 'text' | 'base' | 'saving';

interface DraftParts {
  readonly database: Database;
  readonly owners: Owners;
  readonly stores: StoreRegistry;
  readonly events: AppEvents;
  readonly texts: HandedTexts;
  readonly keeper: FileKeeper;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * What is typed and not saved, kept in the app's home so that it outlives the window, the process and the machine's
 * power. A draft has one owner, a window of a process; once that is gone, another may have it.
 */
export class DraftService {
  readonly windows: Windows;
  readonly #database: Database;
  readonly #owners: Owners;
  readonly #stores: StoreRegistry;
  readonly #events: AppEvents;
  readonly #texts: HandedTexts;
  readonly #keeper: FileKeeper;

  constructor(parts: DraftParts) {
    this.#database = parts.database;
    this.#owners = parts.owners;
    this.#stores = parts.stores;
    this.#events = parts.events;
    this.#texts = parts.texts;
    this.#keeper = parts.keeper;
    this.windows = new Windows(() => this.#changed());
  }

  /** Keeps a whole text; `taken` where the draft is another window's by now. */
  async keep(sent: SentDraft): Promise<'kept' | 'taken'> {
    const owner = this.#ownerOf(sent.window);
    const { id, store, key, bom, seq } = sent;
    const base = { bytes: encoder.encode(this.#texts.take(sent.base.text)) };
    const text = this.#texts.take(sent.text);
    const names = await this.#namesOf(store);
    const draft = { id, store, key, ...names, baseVersion: sent.base.version, base, text, bom, seq };
    const keep = (from: DraftOwner | null) =>
      this.#database.call('drafts.keep', { draft, owner, from, at: Date.now() });
    let other = await keep(null);
    if (other && !this.#isAlive(other)) other = await keep(other);
    this.#changed();
    return other ? 'taken' : 'kept';
  }

  /** Keeps the next changes; `resync` where they do not follow what is kept. */
  async change(
    change: DraftName & { seq: number; changes: TextChange[]; length: number },
  ): Promise<'kept' | 'resync'> {
    const { window, ...rest } = change;
    const args = { ...rest, owner: this.#ownerOf(window), at: Date.now() };
    return (await this.#database.call('drafts.change', args)) ? 'kept' : 'resync';
  }

  /** Forgets a draft whose text is what is stored. */
  async drop({ id, window }: DraftName): Promise<void> {
    await this.#database.call('drafts.drop', { id, owner: this.#ownerOf(window) });
    this.#changed();
  }

  /** Drops edits: the text that a save would have written goes to the file's history, and the draft with it. */
  async discard(discarded: {
    window: string;
    id: string | null;
    store: string;
    key: string;
    text: SentText;
  }): Promise<void> {
    const { window, id, store, key } = discarded;
    const bytes = encoder.encode(this.#texts.take(discarded.text));
    const owner = this.#ownerOf(window);
    const draft = id === null ? null : { id, owner };
    const file = { store: this.#keeper.place(store), key };
    await this.#database.call('drafts.discard', { draft, file, bytes, now: Date.now() });
    this.#changed();
  }

  /** The edits of a file that a window goes on with, and whether another open window has some. */
  async take(request: {
    window: string;
    store: string;
    key: string;
  }): Promise<{ draft: DraftContent | null; elsewhere: boolean }> {
    const { window, ...file } = request;
    const drafts = await this.#database.call('drafts.list', { file });
    const elsewhere = drafts.some((draft) => this.#standing(draft, window) === 'other');
    const free = drafts.filter((draft) => this.#standing(draft, window) !== 'other');
    const own = free.filter((draft) => this.#standing(draft, window) === 'me');
    for (const draft of [...own, ...free]) {
      const taken = await this.#move(draft, window);
      if (taken) return { draft: taken, elsewhere };
    }
    return { draft: null, elsewhere };
  }

  /** A certain draft for a window; null where another one has it, or it is gone. */
  async adopt({ id, window }: DraftName): Promise<DraftContent | null> {
    const draft = (await this.#database.call('drafts.list', { file: null })).find((one) => one.id === id);
    if (!draft || this.#standing(draft, window) === 'other') return null;
    return this.#move(draft, window);
  }

  /** Lets go of a draft; it stays in the list. */
  async release({ id, window }: DraftName): Promise<void> {
    await this.#database.call('drafts.move', { id, from: this.#ownerOf(window), to: null });
    this.#changed();
  }

  /** A draft's text, whoever has it. Rejects `NOT_FOUND`. */
  async read(id: string): Promise<DraftContent> {
    return contentOf(await this.#whole(id));
  }

  /** One text of a draft, for what is too long for an answer. Rejects `NOT_FOUND`. */
  async textOf(id: string, part: DraftPart): Promise<string> {
    return textsOf(await this.#whole(id))[part] ?? '';
  }

  /** Every draft, newest first. */
  async list(window: string): Promise<Draft[]> {
    const drafts = await this.#database.call('drafts.list', { file: null });
    return drafts.map((draft) => {
      const { baseVersion: _, bom: __, seq: ___, owner: ____, ...rest } = draft;
      return { ...rest, owner: this.#standing(draft, window) };
    });
  }

  /** A draft that a window saves, as the database knows it. */
  saved({ window, id, seq, merged }: DraftName & { seq: number; merged: boolean }): SavedDraft {
    return { id, seq, merged, owner: { process: this.#owners.id, window } };
  }

  async #whole(id: string): Promise<WholeDraft> {
    const draft = await this.#database.call('drafts.read', { id });
    if (!draft)
      throw new StoreError('NOT_FOUND', 'This draft is not kept any more: it was saved or discarded.');
    return draft;
  }

  async #move(draft: DraftRow, window: string): Promise<DraftContent | null> {
    const to = this.#ownerOf(window);
    if (!(await this.#database.call('drafts.move', { id: draft.id, from: draft.owner, to }))) return null;
    const whole = await this.#database.call('drafts.read', { id: draft.id });
    this.#changed();
    return whole && contentOf(whole);
  }

  #ownerOf(window: string): DraftOwner {
    try {
      this.#owners.hold();
    } catch (error) {
      throw notWritable(error);
    }
    return { process: this.#owners.id, window };
  }

  #isAlive({ process, window }: DraftOwner): boolean {
    return process === this.#owners.id ? this.windows.isOpen(window) : this.#owners.isAlive(process);
  }

  /** A window is the same after a reload, and after a restart of the process too. */
  #standing({ owner }: DraftRow, window: string): Draft['owner'] {
    if (!owner) return 'nobody';
    if (owner.window === window && (owner.process === this.#owners.id || !this.#isAlive(owner))) return 'me';
    return this.#isAlive(owner) ? 'other' : 'nobody';
  }

  async #namesOf(store: string): Promise<{ storeName: string; storePlace: string }> {
    try {
      const { name, location } = await this.#stores.remembered(store);
      return { storeName: name, storePlace: placeOf(location) };
    } catch {
      return { storeName: store, storePlace: '' };
    }
  }

  #changed(): void {
    this.#events.emit({ kind: 'drafts' });
  }
}

function textsOf({ text, base, saving }: WholeDraft): Record<DraftPart, string | null> {
  return { text, base: decoder.decode(base), saving: saving && decoder.decode(saving.bytes) };
}

function contentOf(draft: WholeDraft): DraftContent {
  const { row, saving } = draft;
  const texts = textsOf(draft);
  const fetched = (part: DraftPart): FetchedText => {
    const text = texts[part] ?? '';
    // What is fetched comes as UTF-8, which has no halves of characters.
    const isSent = text.length <= maxSentLength || !text.isWellFormed();
    return isSent ? { text } : { url: draftTextUrl(row.id, part) };
  };
  return {
    id: row.id,
    seq: row.seq,
    text: fetched('text'),
    bom: row.bom,
    changedAt: row.changedAt,
    base: { version: row.baseVersion, text: fetched('base') },
    saving: saving && { seq: saving.seq, merged: saving.merged, text: fetched('saving') },
  };
}

function notWritable(error: unknown): StoreError {
  const message =
    'The app’s home folder cannot be written. Make it writable, or free some space, and try again.';
  const cause = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return new StoreError('FORBIDDEN', message, cause === undefined ? {} : { cause }, { cause: error });
}
