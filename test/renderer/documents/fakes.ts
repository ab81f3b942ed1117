import { ORPCError } from '@orpc/client';
import type { TextChange } from '#shared/format/text-changes.ts';
import type { Document, Saved } from '#shared/model/document.ts';
import type { CreateBuffer, TextBuffer } from '#ui/documents/buffer.ts';
import { OpenDocument } from '#ui/documents/open-document.ts';
import type { DocumentSource, Reading, SaveRequest } from '#ui/documents/source.ts';
import type { DraftSource } from '#ui/drafts/draft-source.ts';
import { KeptDrafts } from '../drafts/fakes.ts';

/** The one change that makes the one text of the other. */
function changeBetween(before: string, after: string): TextChange {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) };
}

/** A buffer without a screen, with the undo of an editor: an undone text has its old version id again. */
export class PlainBuffer implements TextBuffer {
  #versions: { id: number; text: string }[];
  #lastId = 1;
  readonly #listeners = new Set<(changes: TextChange[]) => void>();

  constructor(text: string) {
    this.#versions = [{ id: 1, text }];
  }

  #tell(before: string): void {
    const change = changeBetween(before, this.text());
    for (const listener of this.#listeners) listener([change]);
  }

  length(): number {
    return this.text().length;
  }

  text(): string {
    return this.#versions.at(-1)?.text ?? '';
  }

  versionId(): number {
    return this.#versions.at(-1)?.id ?? 0;
  }

  change(text: string): void {
    if (text === this.text()) return;
    this.#lastId += 1;
    const before = this.text();
    this.#versions.push({ id: this.#lastId, text });
    this.#tell(before);
  }

  undo(): void {
    const before = this.text();
    if (this.#versions.length > 1) this.#versions.pop();
    this.#tell(before);
  }

  onChange(listener: (changes: TextChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** A refusal as the wire brings it. */
export function refusal(code: string, data: object = {}): ORPCError<string, object> {
  return new ORPCError(code, { defined: true, status: 400, message: `It was refused: ${code}.`, data });
}

export const key = 'sessions/s/w/n_summary.md';

/** One file, kept as the main process keeps it: saves are checked against the version, and each id is done once. */
export class OneFile implements DocumentSource {
  text: string | null;
  #version = 1;
  /** What reading answers in the place of the text; null: that it is not text. */
  readAs: null | undefined;
  readonly outcomes = new Map<string, Saved>();
  readonly saves: SaveRequest[] = [];
  /** Called while a save is on its way, before it is carried out. */
  beforeSave: () => Promise<void> | void = () => undefined;
  /** Called after it was carried out, before its answer arrives. */
  afterSave: () => Promise<void> | void = () => undefined;

  constructor(text: string | null) {
    this.text = text;
  }

  get version(): string | null {
    return this.text === null ? null : `v${this.#version}`;
  }

  /** Somebody else writes (null: deletes). */
  writeOutside(text: string | null): void {
    this.#version += 1;
    this.text = text;
  }

  #facts(version: string): Document {
    return {
      key,
      size: this.text?.length ?? 0,
      modifiedAt: 1_000 * this.#version,
      version,
      contentType: null,
      text: this.text,
      fetchText: false,
      url: '',
      readOnly: null,
      badByte: null,
    };
  }

  async read(): Promise<Reading> {
    const { version, text } = this;
    if (version === null) throw refusal('NOT_FOUND', { where: key });
    return { facts: this.#facts(version), text: this.readAs === null ? null : text };
  }

  async save(_store: string, _key: string, request: SaveRequest): Promise<Saved> {
    this.saves.push(request);
    await this.beforeSave();
    const done = this.outcomes.get(request.saveId);
    if (done) return done;
    if (request.base !== this.version) throw refusal('CONFLICT', { currentVersion: this.version });
    this.writeOutside(request.text);
    const saved = {
      version: `v${this.#version}`,
      modifiedAt: 0,
      size: request.text.length,
      identical: false,
    };
    this.outcomes.set(request.saveId, saved);
    await this.afterSave();
    return saved;
  }

  async versions() {
    return [this.facts()];
  }

  /** As `versions` answers. */
  facts() {
    return this.version === null ? null : { key, size: 0, modifiedAt: 0, version: this.version };
  }
}

/** Opens the document of a file; `type` edits it. */
export async function openFile(file: OneFile, drafts: DraftSource = new KeptDrafts()) {
  const buffers: PlainBuffer[] = [];
  const createBuffer: CreateBuffer = (_, text) => {
    const made = new PlainBuffer(text);
    buffers.push(made);
    return made;
  };
  const document = new OpenDocument('store', key, {
    source: file,
    drafts,
    loadBuffers: async () => createBuffer,
  });
  await document.load();
  const buffer = () => {
    const last = buffers.at(-1);
    if (!last) throw new Error('The document has no text.');
    return last;
  };
  return {
    document,
    buffer,
    type: (text: string) => buffer().change(text),
    state: () => document.state.getState(),
  };
}
