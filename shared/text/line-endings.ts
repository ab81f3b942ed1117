/** A text taken apart into lines and what ends each of them. The last line is ended by nothing. */
export interface TextLines {
  /** Whether it starts with a byte order mark, which is then part of no line. */
  bom: boolean;
  lines: string[];
  /** As many as `lines`; the last one is `''`. */
  endings: string[];
}

const bomCharacter = '\uFEFF';
const ending = /\r\n|\n|\r/g;

/** Takes a text apart. What an editor does not see as a line end (U+2028, form feed …) stays in its line. */
export function splitText(text: string): TextLines {
  const bom = text.startsWith(bomCharacter);
  const lines: string[] = [];
  const endings: string[] = [];
  let start = bom ? 1 : 0;
  for (const match of text.matchAll(ending)) {
    lines.push(text.slice(start, match.index));
    endings.push(match[0]);
    start = match.index + match[0].length;
  }
  lines.push(text.slice(start));
  endings.push('');
  return { bom, lines, endings };
}

/** The text as an editor holds it: no byte order mark, `\n` after each line. */
export function toModelText(text: string): string {
  const bare = text.startsWith(bomCharacter) ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(ending, '\n') : bare;
}

/** The line ending that stands most often; `\n` where there is none. */
export function dominantEnding(endings: readonly string[]): string {
  const counts = new Map([['\n', 0]]);
  for (const one of endings) if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** How a text is stored, in the words of the status line. */
export interface Encoding {
  bom: boolean;
  endings: 'LF' | 'CRLF' | 'CR' | 'mixed';
}

const names = { '\n': 'LF', '\r\n': 'CRLF', '\r': 'CR' } as const;

/** Says how a text is stored. A text without line ends counts as LF, which is what its first one will be. */
export function encodingOf(text: string): Encoding {
  const found = new Set(text.match(ending));
  const [first = '\n'] = found;
  const single = names[first as keyof typeof names];
  return { bom: text.startsWith(bomCharacter), endings: found.size > 1 ? 'mixed' : single };
}
