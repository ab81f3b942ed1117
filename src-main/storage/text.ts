import { StoreError } from '#shared/errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Text of UTF-8 bytes, with a BOM and line endings as they are. Throws `NOT_TEXT`. */
export function decodeText(bytes: Uint8Array, key: string): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    const message = `“${key}” is not text: it holds bytes that are not valid UTF-8.`;
    throw new StoreError('NOT_TEXT', message, { where: key }, { cause: error });
  }
}

/** UTF-8 bytes of a text. Throws `INVALID` on half a character, which would be stored as something else. */
export function encodeText(text: string, key: string): Uint8Array {
  if (!text.isWellFormed()) {
    const message = `The text for “${key}” holds half a character (a lone surrogate), which cannot be stored.`;
    throw new StoreError('INVALID', message, { where: key });
  }
  return encoder.encode(text);
}
