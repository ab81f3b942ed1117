import { plural } from '../../words/numbers.ts';
import { isContainer, type JsonTable, kindAt } from './json-table.ts';

/** More of one value does not fit in a row. */
const maxCharacters = 400;

function cut(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}

/** A JSON string without its escapes; as it stands where it cannot be read. */
function unescaped(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    return source;
  }
}

/** The key of a value: a name, `[2]` in an array, null for the whole. */
export function keyText(text: string, table: JsonTable, index: number): string | null {
  if (index === 0) return null;
  const end = table.keyEnd[index] ?? 0;
  if (end === 0) return `[${table.place[index]}]`;
  return unescaped(text.slice(table.keyStart[index], end));
}

/** True where the key is a place in an array. */
export function isItem(table: JsonTable, index: number): boolean {
  return index > 0 && table.keyEnd[index] === 0;
}

/** A value on one line. Numbers stand as they are written, strings without their `\u` escapes. */
export function valueText(text: string, table: JsonTable, index: number): string {
  if (isContainer(table, index)) return containerText(text, table, index);
  const [start = 0, end = 0] = [table.start[index], table.end[index]];
  const source = text.slice(start, Math.min(end, start + maxCharacters * 6 + 2));
  if (kindAt(table, index) !== 'string') return cut(source);
  if (end - start > source.length) return cut(source);
  return cut(JSON.stringify(unescaped(source)));
}

function containerText(text: string, table: JsonTable, index: number): string {
  const size = table.count[index] ?? 0;
  if (kindAt(table, index) === 'array') return `array, ${plural(size, 'item')}`;
  return `object, ${plural(size, 'key')}${hint(text, table, index)}`;
}

/** The first short string in an object, which often names it. */
function hint(text: string, table: JsonTable, index: number): string {
  const end = Math.min(table.next[index] ?? 0, index + 4);
  for (let child = index + 1; child < end; child++) {
    if (table.parent[child] !== index || kindAt(table, child) !== 'string') continue;
    const words = valueText(text, table, child);
    if (words.length > 2) return `, ${words.length > 60 ? `${words.slice(0, 60)}…` : words}`;
  }
  return '';
}

/** The way to a value, as code would have it: `[1].score`, `nested["a b"][0]`; empty for the whole. */
export function pathText(text: string, table: JsonTable, index: number): string {
  const steps: string[] = [];
  for (let at = index; at !== 0; at = table.parent[at] ?? 0) {
    const key = keyText(text, table, at) ?? '';
    if (isItem(table, at)) steps.push(key);
    else steps.push(/^[a-z_$][\w$]*$/i.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
  }
  return steps.reverse().join('').replace(/^\./, '');
}

/** What stands in the text for a value, in full. */
export function sourceText(text: string, table: JsonTable, index: number): string {
  return text.slice(table.start[index], table.end[index]);
}
