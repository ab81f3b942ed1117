import { StoreError } from '../errors.ts';
import { gapBefore, lineIndent, styleOf } from './json-style.ts';
import {
  type JsonDocument,
  type JsonNode,
  parseJson,
  propertiesOf,
  sourceOf,
  valueOfKey,
} from './json-tree.ts';
import { type JsonStyle, type Printable, printPythonJson, printString } from './python-json.ts';

/** Keys and indexes that lead from the top of a JSON text to a value. */
export type JsonPath = readonly (string | number)[];

// `modify` of jsonc-parser is not used: of a key that stands twice it edits the first, and Python reads the last.

function childAt(node: JsonNode, step: string | number): JsonNode | null {
  if (typeof step === 'string') return node.type === 'object' ? valueOfKey(node, step) : null;
  return node.type === 'array' ? (node.children?.[step] ?? null) : null;
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function describe(path: JsonPath): string {
  return path.length === 0 ? 'the whole text' : `“${path.join('.')}”`;
}

/** The indentation and style of what is put into a container beside or in place of its members. */
function styleWithin(document: JsonDocument, container: JsonNode): JsonStyle {
  const style = styleOf(document);
  const [first] = container.children ?? [];
  const inline = first !== undefined && !gapBefore(document.text, first.offset).includes('\n');
  return inline ? { ...style, indent: null } : style;
}

/** Puts a member after the last one of an object or array. */
function appendMember(document: JsonDocument, container: JsonNode, print: PrintMember): string {
  const { text } = document;
  const style = styleWithin(document, container);
  const last = container.children?.at(-1);
  if (!last) {
    const outer = lineIndent(text, container.offset);
    const inner = outer + (style.indent ?? '');
    const body = print(style, inner);
    const content = style.indent === null ? body : style.eol + inner + body + style.eol + outer;
    return splice(text, container.offset + 1, container.offset + container.length - 1, content);
  }
  const gap = gapBefore(text, last.offset);
  const spacing = gap === '' && container.children?.length === 1 ? style.itemSeparator.slice(1) : gap;
  const end = last.offset + last.length;
  return splice(text, end, end, `,${spacing}${print(style, lineIndent(text, last.offset))}`);
}

type PrintMember = (style: JsonStyle, base: string) => string;

function replaceValue(document: JsonDocument, container: JsonNode | null, old: JsonNode, value: Printable) {
  const style = container ? styleWithin(document, container) : styleOf(document);
  const printed = printPythonJson(value, style, lineIndent(document.text, old.offset));
  if (printed === sourceOf(document, old)) return document.text;
  return splice(document.text, old.offset, old.offset + old.length, printed);
}

/** `value` inside one object for each step that does not exist yet. */
function wrap(steps: JsonPath, value: Printable): Printable {
  return steps.reduceRight<Printable>((inner, step) => new Map([[String(step), inner]]), value);
}

/**
 * Sets one value in a JSON text and leaves every other byte as it is. A key that is missing is added at the
 * end of its object, with the objects on the way to it; of a key that stands twice the last is set, which is
 * the one that Python reads. New text is indented and escaped as the rest is.
 *
 * Throws `INVALID` where the text is not JSON, or where the path leads through something that has no keys.
 *
 * @example
 * setJsonValue('{"id": "a", "score": NaN}', ['status'], 'active'); // '{"id": "a", "score": NaN, "status": "active"}'
 */
export function setJsonValue(text: string, path: JsonPath, value: Printable): string {
  const document = parseJson(text);
  let container: JsonNode | null = null;
  let node: JsonNode = document.root;
  for (const [depth, step] of path.entries()) {
    const child = childAt(node, step);
    if (child) {
      container = node;
      node = child;
      continue;
    }
    if (node.type !== 'object' || typeof step !== 'string')
      throw new StoreError('INVALID', `${describe(path.slice(0, depth))} has no place for “${step}”.`);
    const rest = wrap(path.slice(depth + 1), value);
    return appendMember(document, node, (style, base) => {
      const key = printString(step, style.ascii) + style.keySeparator;
      return key + printPythonJson(rest, style, base);
    });
  }
  return replaceValue(document, container, node, value);
}

/** Adds a value at the end of an array, and leaves every other byte as it is. Throws `INVALID`. */
export function appendJsonItem(text: string, path: JsonPath, value: Printable): string {
  const document = parseJson(text);
  const array = path.reduce<JsonNode | null>((node, step) => node && childAt(node, step), document.root);
  if (array?.type !== 'array') throw new StoreError('INVALID', `${describe(path)} is not a list.`);
  return appendMember(document, array, (style, base) => printPythonJson(value, style, base));
}

/** Takes the member at `index` out, with the comma that it no longer needs. */
function removeMember(text: string, container: JsonNode, index: number): string {
  const members = container.children ?? [];
  const member = members[index];
  const previous = members[index - 1];
  const next = members[index + 1];
  if (!member) return text;
  if (previous) return splice(text, previous.offset + previous.length, member.offset + member.length, '');
  if (next) return splice(text, member.offset, next.offset, '');
  return splice(text, container.offset + 1, container.offset + container.length - 1, '');
}

/**
 * Removes a key with its value, everywhere it stands in its object, and leaves every other byte as it is. A
 * key that is not there changes nothing. Throws `INVALID` where the text is not JSON.
 */
export function removeJsonKey(text: string, path: JsonPath): string {
  const key = path.at(-1);
  const document = parseJson(text);
  const object = path
    .slice(0, -1)
    .reduce<JsonNode | null>((node, step) => node && childAt(node, step), document.root);
  if (object?.type !== 'object') return text;
  const index = propertiesOf(object).findLastIndex((property) => property.name === key);
  return index < 0 ? text : removeJsonKey(removeMember(text, object, index), path);
}
