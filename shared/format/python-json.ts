import { StoreError } from '../errors.ts';
import {
  isConstant,
  type JsonDocument,
  type JsonNode,
  parseJson,
  propertiesOf,
  sourceOf,
} from './json-tree.ts';
import { isObject } from './objects.ts';
import { pythonFloat } from './python-float.ts';

/** A JSON value as Python has it. Integers beyond 2^53 are `bigint`; `NaN` and the infinities are numbers. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** A JSON object as Python has it. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a value that was read as JSON is an object. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return isObject(value);
}

/** A number with the digits that it was written with, so that `1.0` and `-0.0` stay what they are. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** As Python prints it after reading it. */
  get python(): string {
    if (/^-?\d+$/.test(this.source)) return BigInt(this.source).toString();
    return pythonFloat(Number(this.source));
  }
}

/** What can be printed: JSON values, and those that keep what JavaScript's own would lose. */
export type Printable =
  | JsonValue
  | JsonNumber
  | readonly Printable[]
  | ReadonlyMap<string, Printable>
  | { readonly [key: string]: Printable };

/** A value of a document without loss: numbers keep their digits and objects (as maps) their order. */
export function losslessValue(document: JsonDocument, node: JsonNode): Printable {
  if (node.type === 'object')
    return new Map(propertiesOf(node).map(({ name, value }) => [name, losslessValue(document, value)]));
  if (node.type === 'array') return (node.children ?? []).map((child) => losslessValue(document, child));
  if (isConstant(document, node)) return Number(sourceOf(document, node));
  if (node.type === 'number') return new JsonNumber(sourceOf(document, node));
  return node.value;
}

function plainNumber(source: string): number | bigint {
  const value = Number(source);
  return /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? BigInt(source) : value;
}

/** A value of a document as a plain JavaScript value. */
export function plainValue(document: JsonDocument, node: JsonNode): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map((child) => plainValue(document, child));
  if (isConstant(document, node)) return Number(sourceOf(document, node));
  if (node.type === 'number') return plainNumber(sourceOf(document, node));
  if (node.type !== 'object') return node.value;
  // `fromEntries` defines its keys, so that even "__proto__" is an ordinary one.
  return Object.fromEntries(propertiesOf(node).map(({ name, value }) => [name, plainValue(document, value)]));
}

/** What a plain `JSON.parse` would refuse, or would change without saying so. */
const needsOwnReader = /NaN|Infinity|(?<![.\d])\d{16}/;

/**
 * Reads JSON as Python's `json.loads` does, `NaN`, infinities and large integers included. Of a key that
 * stands twice the last counts. Throws `INVALID`.
 */
export function readPythonJson(text: string): JsonValue {
  if (!needsOwnReader.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // Read again below, for a message with the place.
    }
  }
  const document = parseJson(text);
  return plainValue(document, document.root);
}

/** How JSON is laid out. */
export interface JsonStyle {
  /** What a level is indented by; null puts all on one line. */
  readonly indent: string | null;
  readonly eol: string;
  /** Between two items on one line. */
  readonly itemSeparator: string;
  readonly keySeparator: string;
  /** Whether everything beyond ASCII is written as `\uXXXX`. */
  readonly ascii: boolean;
}

/** `json.dumps(value, indent=2)`: what the library writes. */
export const pythonStyle: JsonStyle = {
  indent: '  ',
  eol: '\n',
  itemSeparator: ', ',
  keySeparator: ': ',
  ascii: true,
};

const beyondAscii = /[\u007f-\uffff]/g;

/** A string literal, escaped as Python escapes it. */
export function printString(text: string, ascii: boolean): string {
  const literal = JSON.stringify(text);
  if (!ascii) return literal;
  return literal.replace(beyondAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function printNumber(value: number): string {
  return Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) < 1e21
    ? BigInt(value).toString()
    : pythonFloat(value);
}

/** Joins the members of an object or array. */
function printMembers(members: readonly string[], brackets: string, style: JsonStyle, base: string): string {
  const [open = '', close = ''] = brackets;
  if (members.length === 0) return open + close;
  if (style.indent === null) return open + members.join(style.itemSeparator) + close;
  const lineStart = style.eol + base + style.indent;
  return open + lineStart + members.join(`,${lineStart}`) + style.eol + base + close;
}

/**
 * Writes JSON byte for byte as Python's `json.dumps(value, indent=2)` does, or in another style. `base` is
 * the indentation of the line that the value starts on. As with `JSON.stringify`, `toJSON` is asked and keys
 * without a value are left out. Throws `INVALID` for what JSON cannot hold.
 */
export function printPythonJson(value: unknown, style: JsonStyle = pythonStyle, base = ''): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return printString(value, style.ascii);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return printNumber(value);
  if (value instanceof JsonNumber) return value.python;
  if (typeof value !== 'object')
    throw new StoreError('INVALID', `JSON cannot hold a value of the type ${typeof value}.`);
  const toJson: unknown = Reflect.get(value, 'toJSON');
  if (typeof toJson === 'function') return printPythonJson(Reflect.apply(toJson, value, []), style, base);
  const inner = style.indent === null ? base : base + style.indent;
  const print = (item: unknown) => printPythonJson(item, style, inner);
  if (Array.isArray(value)) return printMembers(value.map(print), '[]', style, base);
  const entries: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  const members = entries
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => printString(key, style.ascii) + style.keySeparator + print(item));
  return printMembers(members, '{}', style, base);
}
