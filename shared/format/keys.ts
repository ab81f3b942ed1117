import { StoreError } from '../errors.ts';

/**
 * Rules for keys: relative, `/`-separated paths inside a store. Two sets, because an object store holds keys
 * that no folder can: there, empty, `.` and `..` segments are plain characters, and nothing ever resolves them.
 */
export type KeyRules = 'folder' | 'object';

const encoder = new TextEncoder();

/** Length in UTF-8 bytes: what file systems and S3 limit. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * Orders keys by Unicode code point, as Python sorts strings and S3 sorts UTF-8 keys. JavaScript's own order
 * is by UTF-16 unit and differs above U+FFFF.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xSurrogate = x >= 0xd800 && x <= 0xdfff;
      const ySurrogate = y >= 0xd800 && y <= 0xdfff;
      if (xSurrogate !== ySurrogate) return xSurrogate ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}

/** Joins segments to a key; empty ones are left out, so that the root can be `''`. */
export function joinKey(...segments: string[]): string {
  return segments.filter((segment) => segment !== '').join('/');
}

/** The last segment of a key. */
export function baseName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** Everything before the last slash; `''` at the top. */
export function folderOf(key: string): string {
  const slash = key.lastIndexOf('/');
  return slash < 0 ? '' : key.slice(0, slash);
}

/** Why a key is not legal, in words for the user; null when it is. */
export function keyProblem(key: string, rules: KeyRules): string | null {
  if (key === '') return 'A name is needed.';
  if (!key.isWellFormed()) return 'The name holds half a character (a lone surrogate).';
  if (rules === 'object') return null;
  if (key.includes('\0')) return 'The name holds a NUL character.';
  if (key.startsWith('/')) return 'The name starts with “/”, so it would leave the store.';
  for (const segment of key.split('/')) {
    if (segment === '') return 'The name has an empty part (“//” or a “/” at its end).';
    if (segment === '.' || segment === '..')
      return `The name has a part “${segment}”, which could leave the store.`;
  }
  return null;
}

/** Throws `INVALID_NAME` unless the key is legal. */
export function checkKey(key: string, rules: KeyRules): void {
  const problem = keyProblem(key, rules);
  if (problem !== null) throw new StoreError('INVALID_NAME', problem, { where: key });
}
