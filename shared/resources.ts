/**
 * Addresses of stored bytes on the page's own origin: `blob/<store>/<base64url of the key>?v=<version>`. The
 * key is encoded because URL parsers collapse `..`, also as `%2e%2e`.
 */

/** base64url (RFC 4648, no padding) of a string's UTF-8. */
export function toBase64Url(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The string again; throws on anything that `toBase64Url` does not make. */
export function fromBase64Url(encoded: string): string {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Path of a stored file's bytes, relative to the page. With a version, bytes of any other answer 412. */
export function blobUrl(store: string, key: string, version?: string): string {
  const pin = version === undefined ? '' : `?v=${encodeURIComponent(version)}`;
  return `blob/${store}/${toBase64Url(key)}${pin}`;
}

/** Path of the bytes of a version in a file's timeline, relative to the page; takes Range. */
export function versionUrl(store: string, key: string, id: string): string {
  return `version/${store}/${toBase64Url(key)}/${toBase64Url(id)}`;
}

/** Path of one text of a draft, relative to the page. */
export function draftTextUrl(id: string, part: 'text' | 'base' | 'saving'): string {
  return `draft-text/${id}/${part}`;
}

/** A version as an entity tag: encoded, since it may hold anything. */
export function tagOf(version: string): string {
  return `"${toBase64Url(version)}"`;
}

/** The version that a tag of `tagOf` stands for, however weak a proxy made it; throws on any other. */
export function versionOfTag(tag: string): string {
  return fromBase64Url(/^(?:W\/)?"(.*)"$/s.exec(tag.trim())?.[1] ?? '?');
}

/** Path to which a large text is PUT before the call that it belongs to; see `SentText`. */
export function handedUrl(name: string): string {
  return `text/${name}`;
}
