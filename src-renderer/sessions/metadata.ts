/** A key and the value as it was typed. */
export interface MetadataRow {
  id: number;
  key: string;
  value: string;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type MetadataReading =
  | { metadata: Record<string, Json>; problem: null }
  /** What is wrong, in the row with this id. */
  | { metadata: null; problem: string; row: number };

/** A typed value: JSON where it reads as JSON, else the text itself. */
function typedValue(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How a typed value will be written, to be shown beside it: `text`, `number`, `list` and so on. */
export function kindOfValue(text: string): string {
  const value = typedValue(text);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'string' ? 'text' : typeof value;
}

/** Digits that a number of JavaScript cannot hold. */
function losesDigits(text: string): boolean {
  const value = typedValue(text);
  if (typeof value !== 'number') return false;
  return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

/** The metadata that the rows stand for. Rows without key and value are left out. */
export function readMetadata(rows: readonly MetadataRow[]): MetadataReading {
  const entries = new Map<string, Json>();
  for (const { id, key, value } of rows) {
    if (key === '' && value === '') continue;
    if (key === '') return { metadata: null, problem: 'This value has no key.', row: id };
    if (entries.has(key)) return { metadata: null, problem: `The key “${key}” is there twice.`, row: id };
    if (losesDigits(value)) {
      const problem = 'This number has more digits than can be kept. Put it in quotes to write it as text.';
      return { metadata: null, problem, row: id };
    }
    entries.set(key, typedValue(value));
  }
  return { metadata: Object.fromEntries(entries), problem: null };
}
