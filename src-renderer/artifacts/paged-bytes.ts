/** Reads bytes from `start` up to and without `end`. */
export type ReadBytes = (start: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;

/** 64 KB a request, 4 MB in all. */
const defaults = { pageBytes: 65_536, maxPages: 64 };

/**
 * A file's bytes by pages, fetched as they are looked at. What was looked at least recently is dropped, and a
 * request for what is out of sight by now is stopped, so that memory stays bounded however large the file is.
 */
export class PagedBytes {
  readonly size: number;
  readonly #read: ReadBytes;
  readonly #pageBytes: number;
  readonly #maxPages: number;
  /** In order of last use. */
  readonly #pages = new Map<number, Uint8Array>();
  readonly #pending = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();
  #error: unknown = null;
  #changes = 0;

  constructor(size: number, read: ReadBytes, { pageBytes, maxPages } = defaults) {
    this.size = size;
    this.#read = read;
    this.#pageBytes = pageBytes;
    this.#maxPages = maxPages;
  }

  /** What the last request failed with; null while all is well. */
  get error(): unknown {
    return this.#error;
  }

  /** Grows whenever bytes came or failed. */
  readonly changes = (): number => this.#changes;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Bytes from `start` up to and without `end`, cut at the end of the file; null while some are not here yet. */
  slice(start: number, end: number): Uint8Array | null {
    const stop = Math.min(end, this.size);
    const bytes = new Uint8Array(Math.max(0, stop - start));
    for (const page of this.#pagesOf(start, stop)) {
      const held = this.#pages.get(page);
      if (!held) return null;
      const from = page * this.#pageBytes;
      const part = held.subarray(Math.max(0, start - from), stop - from);
      bytes.set(part, Math.max(0, from - start));
    }
    return bytes;
  }

  /** Fetches what is missing of a range that is in sight now. */
  want(start: number, end: number): void {
    const pages = this.#pagesOf(start, Math.min(end, this.size));
    for (const [page, controller] of this.#pending) {
      if (pages.includes(page)) continue;
      controller.abort();
      this.#pending.delete(page);
    }
    for (const page of pages) {
      const held = this.#pages.get(page);
      if (held) {
        this.#pages.delete(page);
        this.#pages.set(page, held);
      } else if (!this.#pending.has(page)) void this.#fetch(page);
    }
  }

  /** Stops what is under way. */
  close(): void {
    for (const controller of this.#pending.values()) controller.abort();
    this.#pending.clear();
  }

  #pagesOf(start: number, end: number): number[] {
    if (end <= start) return [];
    const first = Math.floor(start / this.#pageBytes);
    const last = Math.floor((end - 1) / this.#pageBytes);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  async #fetch(page: number): Promise<void> {
    const controller = new AbortController();
    this.#pending.set(page, controller);
    const from = page * this.#pageBytes;
    try {
      const bytes = await this.#read(from, Math.min(from + this.#pageBytes, this.size), controller.signal);
      if (controller.signal.aborted) return;
      this.#error = null;
      this.#pages.set(page, bytes);
      const [oldest] = this.#pages.keys();
      if (this.#pages.size > this.#maxPages && oldest !== undefined) this.#pages.delete(oldest);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#error = error;
    }
    this.#pending.delete(page);
    this.#changes += 1;
    for (const listener of this.#listeners) listener();
  }
}
