import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { StoreError } from '../errors.ts';

/** A value of a JSON text, with where it stands. Objects have `property` children: a key and a value each. */
export type JsonNode = Node;

/** A text that Python's `json.loads` accepts, and its tree. */
export interface JsonDocument {
  readonly text: string;
  readonly root: JsonNode;
}

/**
 * Strings, so that they can be skipped, and the three constants that Python writes and JSON lacks. A string
 * that is never closed goes to the end of the text; a second try from each quote in it would take forever.
 */
const stringOrConstant = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|NaN|-?Infinity/gs;

/** Replaces the constants by strings of the same length, which the parser knows. */
function maskConstants(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(stringOrConstant, (found) =>
    found.startsWith('"') ? found : `"${'x'.repeat(found.length - 2)}"`,
  );
}

/** True for `NaN`, `Infinity` and `-Infinity`, which stand in the tree as strings. */
export function isConstant(document: JsonDocument, node: JsonNode): boolean {
  return node.type === 'string' && document.text[node.offset] !== '"';
}

/** The text of a value, as it stands. */
export function sourceOf(document: JsonDocument, node: JsonNode): string {
  return document.text.slice(node.offset, node.offset + node.length);
}

/** Key and value of a property; null while it is half written. */
export function keyAndValue(property: JsonNode): { key: JsonNode; value: JsonNode } | null {
  const [key, value] = property.children ?? [];
  return key && value ? { key, value } : null;
}

/** Properties of an object in order, with every duplicate. */
export function propertiesOf(node: JsonNode): { name: string; property: JsonNode; value: JsonNode }[] {
  return (node.children ?? []).flatMap((property) => {
    const pair = keyAndValue(property);
    return pair ? [{ name: String(pair.key.value), property, value: pair.value }] : [];
  });
}

/** The value of a key. Of duplicates it is the last, as Python reads it. */
export function valueOfKey(node: JsonNode, key: string): JsonNode | null {
  return propertiesOf(node).findLast((property) => property.name === key)?.value ?? null;
}

/** Whether the mistake is that the text ends too early. */
function breaksOff(text: string, error: ParseError): boolean {
  const end = text.trimEnd().length;
  const openString = printParseErrorCode(error.error) === 'UnexpectedEndOfString';
  return error.offset >= end || (openString && error.offset + error.length >= end);
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

function mistakeIn(text: string, error: ParseError | undefined): string {
  if (text.trim() === '') return 'it is empty';
  if (!error || breaksOff(text, error)) return 'it breaks off before its end';
  return lineAndColumn(text, error.offset);
}

function firstKeyThatIsConstant(document: JsonDocument, node: JsonNode): JsonNode | null {
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined;
    if (key && isConstant(document, key)) return key;
    const inner = firstKeyThatIsConstant(document, child);
    if (inner) return inner;
  }
  return null;
}

/**
 * Reads a JSON text as strictly and as tolerantly as Python's `json.loads`: no comments, no trailing commas,
 * no BOM, but `NaN`, `Infinity` and `-Infinity`. Throws `INVALID` with the place of the first mistake.
 */
export function parseJson(text: string): JsonDocument {
  const errors: ParseError[] = [];
  let root: JsonNode | undefined;
  try {
    root = parseTree(maskConstants(text), errors, {
      disallowComments: true,
      allowTrailingComma: false,
      allowEmptyContent: false,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StoreError('INVALID', 'It is nested too deeply to be read.');
  }
  const [first] = errors;
  if (text.startsWith('\uFEFF')) throw new StoreError('INVALID', 'It is not JSON: it starts with a BOM.');
  if (first || !root) throw new StoreError('INVALID', `It is not JSON: ${mistakeIn(text, first)}.`);
  const document = { text, root };
  const key = firstKeyThatIsConstant(document, root);
  if (key) throw new StoreError('INVALID', `It is not JSON: ${lineAndColumn(text, key.offset)}.`);
  return document;
}
