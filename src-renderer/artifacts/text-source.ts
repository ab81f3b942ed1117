import { type BlobRef, fetchAll, fetchRange } from './blobs.ts';
import { PagedBytes } from './paged-bytes.ts';
import { RowIndex, rowsPerBlock, type TextRow } from './row-index.ts';

/** How often the screen is told of rows that were found, in ms. */
const tellEvery = 100;

/** Blocks whose text is kept. */
const maxBlocks = 16;

/** A text that is read by ranges: its rows are found in one pass over it, and read again when they are looked at. */
export class TextSource {
  readonly index = new RowIndex();
  readonly pages: PagedBytes;
  readonly #blob: BlobRef;
  readonly #blocks = new Map<number, TextRow[]>();
  readonly #listeners = new Set<() => void>();
  #changes = 0;
  #found: 'looking' | 'all' | 'failed' = 'looking';
  #error: unknown = null;

  constructor(blob: BlobRef) {
    this.#blob = blob;
    this.pages = new PagedBytes(blob.size, (start, end, signal) => fetchRange(blob, start, end, signal));
    this.pages.subscribe(() => this.#tell());
  }

  /** Whether all rows are known. */
  get found(): 'looking' | 'all' | 'failed' {
    return this.#found;
  }

  /** What reading failed with; null while all is well. */
  get error(): unknown {
    return this.#error ?? this.pages.error;
  }

  readonly changes = (): number => this.#changes;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Walks over the text until its end or until it is stopped. */
  async findRows(signal: AbortSignal): Promise<void> {
    let told = performance.now();
    try {
      const reader = (await fetchAll(this.#blob, signal)).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        this.index.feed(piece.value);
        if (performance.now() - told < tellEvery) continue;
        told = performance.now();
        this.#tell();
      }
      this.#found = 'all';
    } catch (error) {
      if (signal.aborted) return;
      this.#found = 'failed';
      this.#error = error;
    }
    // The last block may have been kept while it was growing.
    this.#blocks.clear();
    this.#tell();
  }

  /** A row; null while it is on its way. */
  row(row: number): TextRow | null {
    const block = Math.floor(row / rowsPerBlock);
    return this.#block(block)?.[row % rowsPerBlock] ?? null;
  }

  /** Fetches the rows that are in sight. */
  want(first: number, end: number): void {
    const { start } = this.index.rangeOf(Math.floor(first / rowsPerBlock));
    const { end: stop } = this.index.rangeOf(Math.floor(Math.max(first, end - 1) / rowsPerBlock));
    this.pages.want(start, stop);
  }

  /** The row at which a line starts; null where there is no such line, or none yet. */
  async rowOfLine(line: number, signal: AbortSignal): Promise<number | null> {
    const block = this.index.blockOfLine(line);
    const { start, end } = this.index.rangeOf(block);
    if (end <= start) return null;
    const rows = this.index.rowsIn(block, await fetchRange(this.#blob, start, end, signal));
    const at = rows.findIndex((row) => row.line === line);
    return at < 0 ? null : block * rowsPerBlock + at;
  }

  close(): void {
    this.pages.close();
  }

  #block(block: number): TextRow[] | null {
    const kept = this.#blocks.get(block);
    if (kept) return kept;
    const { start, end } = this.index.rangeOf(block);
    const bytes = this.pages.slice(start, end);
    if (!bytes) return null;
    const rows = this.index.rowsIn(block, bytes);
    // A block at the growing end would be kept with rows missing.
    if (rows.length === rowsPerBlock || this.#found === 'all') this.#blocks.set(block, rows);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > maxBlocks && oldest !== undefined) this.#blocks.delete(oldest);
    return rows;
  }

  #tell(): void {
    this.#changes += 1;
    for (const listener of this.#listeners) listener();
  }
}
