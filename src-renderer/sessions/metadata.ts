/** A key and the value as it was typed. */
export interface MetadataRow {
  id: number;
  key: string;
  value: string;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type MetadataReading =
  | { metadata: Record<string, Json>; problem: null }
  /** What is wrong, and with which part of which row. */
  | { metadata: null; problem: MetadataProblem };

export interface MetadataProblem {
  text: string;
  row: number;
  part: 'key' | 'value';
}

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

/** Whether a number in it has digits that JavaScript cannot hold. */
function losesDigits(value: Json): boolean {
  if (typeof value === 'number')
    return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(losesDigits);
}

/** The metadata that the rows stand for. Rows without key and value are left out. */
export function readMetadata(rows: readonly MetadataRow[]): MetadataReading {
  const entries = new Map<string, Json>();
  for (const { id, key, value } of rows) {
    if (key === '' && value === '') continue;
    const wrong = (part: 'key' | 'value', text: string) => ({
      metadata: null,
      problem: { text, row: id, part },
    });
    if (key === '') return wrong('key', 'This value has no key.');
    if (entries.has(key)) return wrong('key', `The key “${key}” is there twice.`);
    const typed = typedValue(value);
    if (losesDigits(typed)) {
      return wrong(
        'value',
        'This number has more digits than can be kept. Put it in quotes to write it as text.',
      );
    }
    entries.set(key, typed);
  }
  return { metadata: Object.fromEntries(entries), problem: null };
}
