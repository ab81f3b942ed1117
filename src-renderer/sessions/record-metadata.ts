import { isStoreError } from '#shared/errors.ts';
import { parseJson, propertiesOf, sourceOf, valueOfKey } from '#shared/format/json-tree.ts';

/** One key of a record's metadata, its value as written. */
export interface MetadataEntry {
  key: string;
  value: string;
}

const maxCharacters = 200;

/** The metadata of a record's text, on one line each; none where there is none or the text cannot be read. */
export function metadataOf(text: string): MetadataEntry[] {
  try {
    const document = parseJson(text);
    const metadata = valueOfKey(document.root, 'metadata');
    if (metadata?.type !== 'object') return [];
    return propertiesOf(metadata).map(({ name, value }) => {
      const source = sourceOf(document, value);
      const shown = value.type === 'string' && source.startsWith('"') ? JSON.stringify(value.value) : source;
      return { key: name, value: shown.replaceAll(/\s+/g, ' ').slice(0, maxCharacters) };
    });
  } catch (error) {
    if (isStoreError(error)) return [];
    throw error;
  }
}
