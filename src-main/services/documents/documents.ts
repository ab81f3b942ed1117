import { StoreError } from '#shared/errors.ts';
import { type Document, maxEditableBytes, maxInlineBytes, type Saved } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { SentText } from '#shared/model/text.ts';
import { blobUrl } from '#shared/resources.ts';
import type { CallOptions } from '#storage/backend.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import type { OpenStore } from '../stores/open-backends.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import type { HandedTexts } from '../texts/handed-texts.ts';
import { Outcomes } from './outcomes.ts';
import { decodeText, firstBadByte, isText, looksLikeText } from './text.ts';

/** What a save says besides its text. */
interface Save {
  readonly base: string | null;
  readonly why?: 'save' | 'merge' | undefined;
  /** The draft whose text it is; settled with the save. */
  readonly draft?: SavedDraft | undefined;
  /** See `WriteOptions`. */
  readonly mayLose?: readonly string[] | undefined;
}

/** As can be typed or pasted, one half of an emoji for instance. */
const halfCharacter = /\p{Surrogate}/u;

/** Opens and saves single files. */
export class DocumentService {
  readonly #stores: StoreRegistry;
  readonly #texts: HandedTexts;
  readonly #keeper: FileKeeper;
  readonly #saves = new Outcomes<Saved>();

  constructor(stores: StoreRegistry, texts: HandedTexts, keeper: FileKeeper) {
    this.#stores = stores;
    this.#texts = texts;
    this.#keeper = keeper;
  }

  /** Opens a file for showing and, where it is text of a bearable size, for editing. Writes nothing. */
  async open(storeId: string, key: string, options: CallOptions): Promise<Document> {
    const store = this.#stores.reader(storeId);
    const asOf = Date.now();
    const facts = await store.backend.stat(key, options);
    if (!facts) {
      this.#keeper.gone(storeId, key, asOf);
      throw new StoreError('NOT_FOUND', `“${key}” is not in this store any more.`, { where: key });
    }
    if (facts.size > maxEditableBytes) return this.#openLarge(store, key, options);
    const { bytes, ...read } = await store.backend.readBytes(key, { ...options, maxBytes: maxEditableBytes });
    const text = decodeText(bytes);
    const isEditable = text !== null && !text.includes('\0');
    if (isEditable) this.#keeper.seen(storeId, key, { bytes, ...read, asOf });
    const inline = isEditable && bytes.length <= maxInlineBytes;
    const reason = isEditable
      ? store.readOnly
        ? 'store'
        : null
      : looksLikeText(bytes)
        ? 'not-utf8'
        : 'binary';
    return {
      key,
      ...read,
      text: inline ? text : null,
      fetchText: isEditable && !inline,
      url: blobUrl(storeId, key, read.version),
      readOnly: reason,
      badByte: text === null ? firstBadByte(bytes) : null,
    };
  }

  /** Only the head of a large file is read, to tell text from binary. */
  async #openLarge(store: OpenStore, key: string, options: CallOptions): Promise<Document> {
    const head = await store.backend.readBytes(key, { ...options, range: { start: 0, end: 65_535 } });
    return {
      key,
      size: head.size,
      modifiedAt: head.modifiedAt,
      version: head.version,
      contentType: head.contentType,
      text: null,
      fetchText: false,
      url: blobUrl(store.id, key, head.version),
      readOnly: looksLikeText(head.bytes) ? 'too-large' : 'binary',
      badByte: null,
    };
  }

  /** Saves by compare-and-swap; the same `saveId` answers the outcome of the first call. */
  async save(
    storeId: string,
    key: string,
    save: Save & { text: SentText; saveId: string },
    options: CallOptions,
  ): Promise<Saved> {
    return this.#saves.once([storeId, key, save.saveId], () => {
      // Where the text was not handed over, nothing has been tried yet: this throws at once.
      const text = this.#texts.take(save.text);
      return this.#save(storeId, key, { ...save, text }, options);
    });
  }

  async #save(
    storeId: string,
    key: string,
    { base, text, why = 'save', draft, mayLose }: Save & { text: string },
    options: CallOptions,
  ): Promise<Saved> {
    const { backend } = this.#stores.writer(storeId, why, draft);
    if (!text.isWellFormed()) {
      const line = text
        .slice(0, text.search(halfCharacter))
        .split(/\r\n|\r|\n/)
        .length.toLocaleString('en');
      const message = `Could not save “${key}”: line ${line} holds half a character (a lone surrogate), which UTF-8 cannot hold. Delete it there and save again.`;
      throw new StoreError('INVALID', message, { where: key });
    }
    const bytes = new TextEncoder().encode(text);
    const condition = base === null ? { ifAbsent: true as const } : { ifVersion: base };
    try {
      const written = await backend.writeBytes(key, bytes, {
        ...options,
        ...condition,
        contentType: textType(key),
        mayLose,
      });
      return { ...written, size: bytes.length, identical: false };
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'CONFLICT') throw error;
      // A look that fails says nothing of the save.
      const same = await this.#identical(storeId, key, bytes, options).catch(() => null);
      if (same && draft)
        await this.#keeper.savedAlready(storeId, key, draft, { bytes, version: same.version });
      if (same) return same;
      throw error;
    }
  }

  /** A conflict about nothing: somebody wrote the very same bytes. */
  async #identical(
    storeId: string,
    key: string,
    bytes: Uint8Array,
    options: CallOptions,
  ): Promise<Saved | null> {
    const { backend } = this.#stores.reader(storeId);
    const asOf = Date.now();
    const facts = await backend.stat(key, options);
    if (facts?.size !== bytes.length) return null;
    const there = await backend.readBytes(key, options);
    if (Buffer.compare(there.bytes, bytes) !== 0) return null;
    this.#keeper.seen(storeId, key, { ...there, asOf });
    return { version: there.version, modifiedAt: there.modifiedAt, size: bytes.length, identical: true };
  }

  /** Where files are now, null for each that is gone; versions are exact, so text is read where a stat cannot tell. */
  async versions(
    storeId: string,
    keys: readonly string[],
    options: CallOptions,
  ): Promise<(FileFacts | null)[]> {
    const { backend } = this.#stores.reader(storeId);
    const one = async (key: string): Promise<FileFacts | null> => {
      const asOf = Date.now();
      const facts = await backend.stat(key, options);
      if (!facts) this.#keeper.gone(storeId, key, asOf);
      if (!facts || facts.version !== null || facts.size > maxEditableBytes) return facts;
      const read = await backend.readBytes(key, options);
      if (isText(read.bytes)) this.#keeper.seen(storeId, key, { ...read, asOf });
      return { ...facts, version: read.version };
    };
    const found: (FileFacts | null)[] = [];
    for (const key of keys) found.push(await one(key));
    return found;
  }
}

/** MIME type for a new text object, as the library writes it. */
function textType(key: string): string {
  return key.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8';
}
