/** Rows a block: the index keeps one place for so many. */
export const rowsPerBlock = 256;

/** A longer line is shown as several rows, each of about so many bytes. */
const maxRowBytes = 2048;

const lineFeed = 0x0a;
const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

/** Walks over bytes and says where rows end: after a line feed, or between characters where a line is too long. */
class RowSplitter {
  #length = 0;

  /** True where a row ends before this byte. */
  endsBefore(byte: number): boolean {
    const ends = this.#length >= maxRowBytes && !isContinuation(byte) && byte !== lineFeed;
    this.#length = ends ? 1 : this.#length + 1;
    return ends;
  }

  /** To be called after a line feed. */
  endLine(): void {
    this.#length = 0;
  }
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
  readonly #splitter = new RowSplitter();
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
    for (const byte of bytes) {
      if (this.#splitter.endsBefore(byte)) this.#startRow(false);
      this.#offset += 1;
      if (byte !== lineFeed) continue;
      this.#splitter.endLine();
      this.#line += 1;
      this.#startRow(true);
    }
  }

  /** First byte of a block, and the byte after its last. */
  rangeOf(block: number): { start: number; end: number } {
    const start = this.#anchors[block]?.offset ?? this.#offset;
    return { start, end: this.#anchors[block + 1]?.offset ?? this.#offset };
  }

  /** The rows of a block, from its bytes. */
  rowsIn(block: number, bytes: Uint8Array): TextRow[] {
    const rows: TextRow[] = [];
    const splitter = new RowSplitter();
    let { line, startsLine } = this.#anchors[block] ?? { line: 1, startsLine: true };
    let from = 0;
    const end = (to: number, atLine: boolean) => {
      rows.push({ text: textOf(bytes.subarray(from, to)), line: startsLine ? line : null });
      if (atLine) line += 1;
      startsLine = atLine;
      from = to;
    };
    bytes.forEach((byte, at) => {
      if (splitter.endsBefore(byte)) end(at, false);
      if (byte !== lineFeed) return;
      splitter.endLine();
      end(at + 1, true);
    });
    const last = block === this.#anchors.length - 1;
    if (last && rows.length < rowsPerBlock) end(bytes.length, false);
    return rows;
  }

  /** The block that a line begins in. */
  blockOfLine(line: number): number {
    const after = this.#anchors.findIndex((anchor) => anchor.line > line);
    return after < 0 ? this.#anchors.length - 1 : Math.max(0, after - 1);
  }

  #startRow(startsLine: boolean): void {
    if (this.#rows % rowsPerBlock === 0)
      this.#anchors.push({ offset: this.#offset, line: this.#line, startsLine });
    this.#rows += 1;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes).replace(/\r?\n$/, '');
}
