import { stringify } from 'yaml';
import { StoreError } from '../errors.ts';
import { pythonStrip } from './python-text.ts';

/** What a memory entry says about itself, besides `created_at`. */
export interface MemoryMetadata {
  readonly tags?: readonly string[] | undefined;
  readonly [key: string]: string | number | boolean | null | readonly string[] | undefined;
}

/**
 * The body of a memory entry as the library finds it: everything after the second `---`, wherever that
 * stands, without white space around it. Dashes in a value of the front matter therefore end it early.
 */
export function memoryBody(text: string): string {
  if (!text.startsWith('---')) return text;
  const end = text.indexOf('---', 3);
  return end < 0 ? text : pythonStrip(text.slice(end + 3));
}

function metadataLine(key: string, value: unknown): string {
  const line = stringify(
    { [key]: value },
    { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 },
  )
    .trimEnd()
    .replace(/^\{(.*)\}$/s, '$1');
  if (line.includes('---') || line.includes('\n'))
    throw new StoreError(
      'INVALID',
      `“${key}” cannot be kept with a memory: it has “---” or a line break in it.`,
    );
  return line;
}

/** The text of a memory entry. Throws `INVALID` for metadata that the library could not tell from the body. */
export function printMemory(content: string, createdAt: string, metadata: MemoryMetadata): string {
  const { tags, ...others } = metadata;
  const lines = Object.entries({ tags, ...others })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => metadataLine(key, value));
  return ['---', `created_at: ${createdAt}`, ...lines, '---', content].join('\n');
}
