import {
  isConstant,
  type JsonDocument,
  type JsonNode,
  keyAndValue,
  parseJson,
} from '#shared/format/json-tree.ts';

/** What a value is. `constant`: `NaN`, `Infinity` or `-Infinity`, which Python writes. */
export const kinds = ['object', 'array', 'string', 'number', 'boolean', 'null', 'constant'] as const;

export type JsonKind = (typeof kinds)[number];

/**
 * The values of a JSON text in the order in which they stand, a column a fact: 100,000 values cost 3 MB and
 * pass from the worker to the window without being copied. The first is the whole.
 */
export interface JsonTable {
  readonly kind: Uint8Array;
  readonly depth: Uint16Array;
  /** Where the value stands in the text. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Where its key stands, quotes included; both 0 where it has none. */
  readonly keyStart: Uint32Array;
  readonly keyEnd: Uint32Array;
  /** The object or array that it is in; itself for the whole. */
  readonly parent: Uint32Array;
  /** Its place among its siblings, from 0. */
  readonly place: Uint32Array;
  /** How many values are directly in it. */
  readonly count: Uint32Array;
  /** The value after it and all that is in it. */
  readonly next: Uint32Array;
}

/** Values in a table. */
export function sizeOf(table: JsonTable): number {
  return table.kind.length;
}

export function kindAt(table: JsonTable, index: number): JsonKind {
  return kinds[table.kind[index] ?? 0] ?? 'null';
}

/** True for objects and arrays. */
export function isContainer(table: JsonTable, index: number): boolean {
  return (table.kind[index] ?? 2) < 2;
}

function count(node: JsonNode): number {
  let values = 0;
  for (const child of node.children ?? []) {
    const value = child.type === 'property' ? child.children?.[1] : child;
    if (value) values += count(value);
  }
  return values + 1;
}

function emptyTable(size: number): JsonTable {
  const column = () => new Uint32Array(size);
  return {
    kind: new Uint8Array(size),
    depth: new Uint16Array(size),
    start: column(),
    end: column(),
    keyStart: column(),
    keyEnd: column(),
    parent: column(),
    place: column(),
    count: column(),
    next: column(),
  };
}

function kindOf(document: JsonDocument, node: JsonNode): JsonKind {
  if (isConstant(document, node)) return 'constant';
  return node.type === 'property' ? 'null' : node.type;
}

function fill(table: JsonTable, document: JsonDocument): void {
  let at = 0;
  const add = (node: JsonNode, key: JsonNode | null, parent: number, place: number, depth: number): void => {
    const index = at;
    at += 1;
    table.kind[index] = kinds.indexOf(kindOf(document, node));
    table.depth[index] = depth;
    table.start[index] = node.offset;
    table.end[index] = node.offset + node.length;
    if (key) {
      table.keyStart[index] = key.offset;
      table.keyEnd[index] = key.offset + key.length;
    }
    table.parent[index] = parent;
    table.place[index] = place;
    let children = 0;
    for (const child of node.children ?? []) {
      const pair = child.type === 'property' ? keyAndValue(child) : { key: null, value: child };
      if (!pair) continue;
      add(pair.value, pair.key, index, children, depth + 1);
      children += 1;
    }
    table.count[index] = children;
    table.next[index] = at;
  };
  add(document.root, null, 0, 0, 0);
}

/** The table of a JSON text, as tolerant as Python. Throws `INVALID` with the place of the first mistake. */
export function tableOf(text: string): JsonTable {
  const document = parseJson(text);
  const table = emptyTable(count(document.root));
  fill(table, document);
  return table;
}
