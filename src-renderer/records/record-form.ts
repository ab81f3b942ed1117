import { isStoreError } from '#shared/errors.ts';
import {
  isConstant,
  type JsonDocument,
  type JsonNode,
  parseJson,
  propertiesOf,
  sourceOf,
} from '#shared/format/json-tree.ts';

/** A key and its value as a form shows them. */
export interface Entry {
  key: string;
  /** Text is edited as text; all else as JSON, as it is written. */
  kind: 'text' | 'json';
  value: string;
  /** The key stands more than once: the last one counts. */
  twice: boolean;
}

/** A record as fields. */
export interface RecordForm {
  /** The library's own fields, by key; those that are missing are not there. */
  fields: ReadonlyMap<string, Entry>;
  /** Keys of `metadata`; null where it is missing or no object. */
  metadata: readonly Entry[] | null;
  /** Keys that the library does not know. */
  others: readonly Entry[];
}

const known = new Set(['id', 'created_at', 'agent', 'workflow', 'status', 'metadata']);

function entriesOf(document: JsonDocument, object: JsonNode): Entry[] {
  const entries = new Map<string, Entry>();
  for (const { name, value } of propertiesOf(object)) {
    const isText = value.type === 'string' && !isConstant(document, value);
    entries.set(name, {
      key: name,
      kind: isText ? 'text' : 'json',
      value: isText ? String(value.value) : sourceOf(document, value),
      twice: entries.has(name),
    });
  }
  return [...entries.values()];
}

/** Takes a record apart into fields; null where the text is no JSON object. */
export function readForm(text: string): RecordForm | null {
  try {
    const document = parseJson(text);
    if (document.root.type !== 'object') return null;
    const entries = entriesOf(document, document.root);
    const metadata = propertiesOf(document.root).findLast(({ name }) => name === 'metadata')?.value;
    return {
      fields: new Map(entries.filter(({ key }) => known.has(key)).map((entry) => [entry.key, entry])),
      metadata: metadata?.type === 'object' ? entriesOf(document, metadata) : null,
      others: entries.filter(({ key }) => !known.has(key)),
    };
  } catch (error) {
    if (isStoreError(error, 'INVALID')) return null;
    throw error;
  }
}
