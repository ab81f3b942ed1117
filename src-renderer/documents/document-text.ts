import type { TextChange } from '#shared/format/text-changes.ts';
import { type Encoding, encodingOf, toModelText } from '#shared/text/line-endings.ts';
import { restoreBytes } from '#shared/text/restore-bytes.ts';
import type { CreateBuffer, TextBuffer } from './buffer.ts';

/** A text as it is stored, and in which version. */
export interface StoredText {
  text: string;
  version: string | null;
}

/** What a text is based on, the state of the buffer that is no edit of it, and whether a save writes a mark. */
export interface TextState {
  base: StoredText;
  mark: number;
  bom: boolean;
}

/** Who is told of changes. */
interface Listener {
  /** Somebody has edited the text; null where it is not told how. */
  edited(changes: readonly TextChange[] | null): void;
  /** The text is based on something else, or would be saved otherwise. */
  based(): void;
}

const startsWithMark = (text: string) => text.startsWith('\uFEFF');

/** The text of a document while it is edited, and the stored text that the edits are based on. */
export class DocumentText {
  /** Null until there is a text, and for what is not text. */
  buffer: TextBuffer | null = null;

  readonly #listener: Listener;
  /** Of the base; it costs the length of the text to tell. */
  #stored: Encoding = encodingOf('');
  #state: TextState = { base: { text: '', version: null }, mark: 0, bom: false };

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Opens a stored text; with edits from before as one step that undo takes back. */
  open(
    key: string,
    base: StoredText,
    createBuffer: CreateBuffer,
    edited?: { text: string; bom: boolean },
  ): void {
    this.buffer?.dispose();
    this.buffer = createBuffer(key, toModelText(base.text));
    const mark = this.buffer.versionId();
    if (edited) this.buffer.change(edited.text);
    this.buffer.onChange((changes) => this.#listener.edited(changes));
    this.state = { base, mark, bom: edited?.bom ?? startsWithMark(base.text) };
    this.#listener.edited(null);
  }

  /** What the text is based on; set to go back to what held before. */
  get state(): TextState {
    return this.#state;
  }

  set state(state: TextState) {
    if (state.base.text !== this.#state.base.text) this.#stored = encodingOf(state.base.text);
    this.#state = state;
    this.#listener.based();
  }

  /** From now on the text that the buffer had at `mark` is what is stored. */
  rebase(base: StoredText, mark: number): void {
    this.state = { base, mark, bom: startsWithMark(base.text) };
  }

  /** The very text that the edits are based on is stored under another version now. */
  moveTo(version: string): void {
    const { base, ...rest } = this.#state;
    this.state = { ...rest, base: { ...base, version } };
  }

  /** Puts a text into the buffer as an edit of a stored one, or that one itself, in one step that undo takes back. */
  replace(base: StoredText, text = base.text): void {
    this.buffer?.change(toModelText(text));
    const same = toModelText(base.text) === toModelText(text);
    this.state = { base, mark: same ? this.versionId() : -1, bom: startsWithMark(text) };
  }

  /** Leaves the byte order mark out of the next save. */
  removeBom(): void {
    this.state = { ...this.#state, bom: false };
  }

  versionId(): number {
    return this.buffer?.versionId() ?? 0;
  }

  /** Another object whenever it changes. */
  base(): StoredText {
    return this.#state.base;
  }

  bom(): boolean {
    return this.#state.bom;
  }

  text(): string {
    return this.buffer?.text() ?? '';
  }

  length(): number {
    return this.buffer?.length() ?? 0;
  }

  isDirty(): boolean {
    const { base, mark, bom } = this.#state;
    return this.buffer !== null && (this.versionId() !== mark || bom !== startsWithMark(base.text));
  }

  /** What a save would write. */
  toSave(): string {
    return restoreBytes(this.#state.base.text, this.text(), this.#state.bom);
  }

  /** Of what a save would write. */
  encoding(): Encoding | null {
    return this.buffer && { ...this.#stored, bom: this.#state.bom };
  }

  close(): void {
    this.buffer?.dispose();
    this.buffer = null;
    this.#listener.based();
  }
}
