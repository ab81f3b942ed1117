import { baseName } from '#shared/format/keys.ts';
import type { IconName } from '../components/Icon.tsx';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A session's id as it is shown where room is scarce: the first eight digits of a UUID, any other id whole. */
export function shortId(id: string): string {
  return uuid.test(id) ? id.slice(0, 8) : id;
}

/** A file's own name; of a key that ends with a slash, the last part that has one. */
export function nameOfKey(key: string): string {
  return baseName(key) || key;
}

/** The user whose history a key holds; null for any other key. */
export function historyUser(key: string): string | null {
  const match = /^history\/([^/]+)\.json$/.exec(key);
  if (!match?.[1]) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

/** The sign of a file, by its name. */
export function fileIcon(key: string): IconName {
  if (/\.json$/i.test(key)) return 'json';
  if (/\.(png|jpe?g|gif|webp|svg|avif|bmp)$/i.test(key)) return 'image';
  if (/\.(csv|tsv)$/i.test(key)) return 'table';
  if (/^agents\/[^/]+_memories\//.test(key)) return 'memory';
  return 'markdown';
}
