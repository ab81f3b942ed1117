import { isStoreError } from '#shared/errors.ts';
import { type JsonNode, parseJson, propertiesOf, valueOfKey } from '#shared/format/json-tree.ts';
import { type JsonPath, setJsonValue } from '#shared/format/patch-json.ts';
import { printString } from '#shared/format/python-json.ts';

function nodeAt(root: JsonNode, path: JsonPath): JsonNode | null {
  return path.reduce<JsonNode | null>(
    (node, step) => (node?.type === 'object' && typeof step === 'string' ? valueOfKey(node, step) : null),
    root,
  );
}

/** What is wrong with a piece of JSON, in a sentence; null where nothing is. */
export function jsonProblem(source: string): string | null {
  try {
    parseJson(source);
    return null;
  } catch (error) {
    if (isStoreError(error, 'INVALID')) return error.message;
    throw error;
  }
}

/**
 * Puts a value into a JSON text exactly as it is written, so that `1.0`, `NaN` and large integers stay as they
 * were typed. A missing key is added. Throws `INVALID` where one of the two is not JSON.
 */
export function setJsonSource(text: string, path: JsonPath, source: string): string {
  parseJson(source);
  const place = nodeAt(parseJson(text).root, path) ? text : setJsonValue(text, path, null);
  const node = nodeAt(parseJson(place).root, path);
  if (!node) return place;
  return place.slice(0, node.offset) + source.trim() + place.slice(node.offset + node.length);
}

/** Gives a key another name where it stands; all else stays. Throws `INVALID` where the text is not JSON. */
export function renameJsonKey(text: string, path: JsonPath, name: string): string {
  const object = nodeAt(parseJson(text).root, path.slice(0, -1));
  const property = object && propertiesOf(object).findLast((one) => one.name === path.at(-1))?.property;
  const key = property?.children?.[0];
  if (!key) return text;
  const literal = printString(name, !/[^\0-\x7f]/.test(text));
  return text.slice(0, key.offset) + literal + text.slice(key.offset + key.length);
}

/** A name that no key of the object has yet. */
export function freeKey(taken: readonly string[]): string {
  const names = new Set(taken);
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'key' : `key_${number}`;
    if (!names.has(name)) return name;
  }
}
