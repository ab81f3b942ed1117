import type { Span } from '#shared/text/align-lines.ts';

const bom = '\uFEFF';
const lineEnd = /\r\n|\n|\r/g;

/** Where each line of a text starts. The last line is what stands after the last line end, be it empty. */
export function lineStarts(text: string): Uint32Array {
  const starts = [text.startsWith(bom) ? 1 : 0];
  for (const match of text.matchAll(lineEnd)) starts.push(match.index + match[0].length);
  return Uint32Array.from(starts);
}

/** A stored text by its lines, none of which is copied before it is asked for. Lines count from 0. */
export class Lines {
  readonly text: string;
  readonly #starts: Uint32Array;

  /** @param starts as `lineStarts` answers, where that has been done already */
  constructor(text: string, starts = lineStarts(text)) {
    this.text = text;
    this.#starts = starts;
  }

  /** At least one: an empty text is one empty line. */
  get count(): number {
    return this.#starts.length;
  }

  /** Whether the text starts with a byte order mark, which is part of no line. */
  get bom(): boolean {
    return this.text.startsWith(bom);
  }

  #start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  #end(line: number): number {
    const next = this.#start(line + 1);
    if (line + 1 >= this.count) return next;
    const isPair = this.text[next - 1] === '\n' && this.text[next - 2] === '\r';
    return isPair && next - 2 >= this.#start(line) ? next - 2 : next - 1;
  }

  /** A line without what ends it. */
  content(line: number): string {
    return this.text.slice(this.#start(line), this.#end(line));
  }

  /** What ends a line; `''` after the last one. */
  ending(line: number): string {
    return this.text.slice(this.#end(line), this.#start(line + 1));
  }

  /** Lines with what ends them, as stored. */
  raw({ start, end }: Span): string {
    return this.text.slice(this.#start(start), this.#start(end));
  }
}

export const lengthOf = ({ start, end }: Span): number => end - start;
