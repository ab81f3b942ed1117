import { isMap, parseDocument } from 'yaml';

/** Front matter as rows to show, and the text after it. */
export interface FrontMatter {
  /** Keys in order with their values, as they are written; null where it is no readable list of keys. */
  rows: readonly { key: string; value: string }[] | null;
  /** As written, without the dashes. */
  source: string;
}

const block = /^---[ \t]*\n([\s\S]*?)\n?^---[ \t]*(?:\n|$)/m;

function rowsOf(source: string): FrontMatter['rows'] {
  const document = parseDocument(source, { keepSourceTokens: true, logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  return document.contents.items.map(({ key, value }) => {
    const text = (node: unknown) => {
      const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : null;
      if (!Array.isArray(range)) return '';
      return source.slice(Number(range[0]), Number(range[1])).trimEnd();
    };
    return { key: text(key), value: text(value) };
  });
}

/** Takes the YAML front matter off a Markdown text, if it starts with one. */
export function splitFrontMatter(text: string): { front: FrontMatter | null; body: string } {
  if (!text.startsWith('---')) return { front: null, body: text };
  const match = block.exec(text);
  if (match?.index !== 0) return { front: null, body: text };
  const source = match[1] ?? '';
  return { front: { source, rows: rowsOf(source) }, body: text.slice(match[0].length) };
}
