/** Rows a block: the index keeps one place for so many. */
export const rowsPerBlock = 256;

/** A longer line is shown as several rows, each of about so many bytes. */
const maxRowBytes = 2048;

const lineFeed = 0x0a;
const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

/** Called with the place in the bytes at which a row starts. */
type OnRow = (at: number, startsLine: boolean) => void;

/**
 * Tells where rows start: after a line feed, and between two characters where a line is too long. `length` is
 * that of the row so far; answers what it is at the end.
 */
function walkRows(bytes: Uint8Array, length: number, onRow: OnRow): number {
  let filled = length;
  let at = 0;
  while (at < bytes.length) {
    const feed = bytes.indexOf(lineFeed, at);
    const end = feed < 0 ? bytes.length : feed;
    for (;;) {
      let cut = Math.max(at, at + maxRowBytes - filled);
      while (cut < end && isContinuation(bytes[cut] ?? 0)) cut += 1;
      if (cut >= end) break;
      onRow(cut, false);
      at = cut;
      filled = 0;
    }
    filled += end - at;
    at = end + 1;
    if (feed < 0) break;
    onRow(at, true);
    filled = 0;
  }
  return filled;
}

/** Where a block of rows starts. */
interface Anchor {
  offset: number;
  /** Number of the line that its first row belongs to, from 1. */
  line: number;
  /** False where that row goes on with a long line. */
  startsLine: boolean;
}

/** One row of text. */
export interface TextRow {
  text: string;
  /** Number of the line that starts here, from 1; null where a long line goes on. */
  line: number | null;
}

/** Where the rows of a text begin, found by walking once over its bytes; one place is kept for 256 rows. */
export class RowIndex {
  #length = 0;
  readonly #anchors: Anchor[] = [{ offset: 0, line: 1, startsLine: true }];
  #offset = 0;
  #rows = 1;
  #line = 1;

  /** Rows found until now; a text has at least one. */
  get rows(): number {
    return this.#rows;
  }

  /** Lines found until now. */
  get lines(): number {
    return this.#line;
  }

  /** Bytes walked over until now. */
  get offset(): number {
    return this.#offset;
  }

  /** Takes the next bytes. */
  feed(bytes: Uint8Array): void {
    const base = this.#offset;
    this.#length = walkRows(bytes, this.#length, (at, startsLine) => {
      if (startsLine) this.#line += 1;
      if (this.#rows % rowsPerBlock === 0)
        this.#anchors.push({ offset: base + at, line: this.#line, startsLine });
      this.#rows += 1;
    });
    this.#offset += bytes.length;
  }

  /** First byte of a block, and the byte after its last. */
  rangeOf(block: number): { start: number; end: number } {
    const start = this.#anchors[block]?.offset ?? this.#offset;
    return { start, end: this.#anchors[block + 1]?.offset ?? this.#offset };
  }

  /** The rows of a block, from its bytes. */
  rowsIn(block: number, bytes: Uint8Array): TextRow[] {
    const rows: TextRow[] = [];
    let { line, startsLine } = this.#anchors[block] ?? { line: 1, startsLine: true };
    let from = 0;
    const end = (to: number, atLine: boolean) => {
      rows.push({ text: textOf(bytes.subarray(from, to)), line: startsLine ? line : null });
      if (atLine) line += 1;
      startsLine = atLine;
      from = to;
    };
    walkRows(bytes, 0, end);
    // Its last row may end without a line feed: with the text, or where a long line is cut.
    if (rows.length < rowsPerBlock) end(bytes.length, false);
    return rows;
  }

  /** The block that a line begins in. */
  blockOfLine(line: number): number {
    const after = this.#anchors.findIndex((anchor) => anchor.line > line);
    return after < 0 ? this.#anchors.length - 1 : Math.max(0, after - 1);
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes).replace(/\r?\n$/, '');
}
