import { type JsonDocument, keyAndValue } from './json-tree.ts';
import { type JsonStyle, pythonStyle } from './python-json.ts';

/** The white space right before an offset. */
export function gapBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && ' \t\r\n'.includes(text.charAt(start - 1))) start--;
  return text.slice(start, offset);
}

/** The indentation of the line that an offset stands on. */
export function lineIndent(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** How a text is laid out, so that what is put into it looks like the rest. An empty one is laid out as Python would. */
export function styleOf(document: JsonDocument): JsonStyle {
  const { text, root } = document;
  const [first] = root.children ?? [];
  if (!first) return pythonStyle;
  const gap = gapBefore(text, first.offset);
  const pair = first.type === 'property' ? keyAndValue(first) : null;
  const keySeparator = pair
    ? text.slice(pair.key.offset + pair.key.length, pair.value.offset)
    : pythonStyle.keySeparator;
  const onOneLine = !gap.includes('\n');
  return {
    indent: onOneLine ? null : gap.slice(gap.lastIndexOf('\n') + 1),
    eol: gap.includes('\r\n') ? '\r\n' : '\n',
    itemSeparator: /\s$/.test(keySeparator) ? ', ' : ',',
    keySeparator,
    // A text that is ASCII throughout comes from a writer that escapes.
    ascii: !/[^\0-\x7f]/.test(text),
  };
}
