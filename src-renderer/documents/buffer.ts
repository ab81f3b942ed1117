import type { TextChange } from '#shared/format/text-changes.ts';

/** An editor's text with its undo history, as far as a document needs it. */
export interface TextBuffer {
  /** No byte order mark, `\n` after each line. Costs the length of the text: never call it per keystroke. */
  text(): string;
  /** Of the text, in UTF-16 units; costs nothing. */
  length(): number;
  /** Names the state of the text: undo brings an earlier number back. */
  versionId(): number;
  /**
   * Makes the text another one by the edits between them; cursor and scroll stay where they can. It is one undo
   * step, or part of the step before it (`joins`).
   */
  change(text: string, joins?: boolean): void;
  /** Calls back after each change with what changed; null where that is not told. Returns how to stop. */
  onChange(listener: (changes: readonly TextChange[] | null) => void): () => void;
  dispose(): void;
}

/** Makes the buffer of a file. The key tells its language. */
export type CreateBuffer = (key: string, text: string) => TextBuffer;
