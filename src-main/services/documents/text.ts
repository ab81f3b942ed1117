const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes that are UTF-8, a BOM kept; null of bytes that are not. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether bytes are text that can be edited. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.includes(0) && decodeText(bytes) !== null;
}

/** Where bytes stop being UTF-8: the offset of the first character that is none. */
export function firstBadByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // A prefix is good unless it holds the bad character; one that is cut at the end is not yet bad.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(bytes.subarray(0, middle), true)) low = middle;
    else high = middle - 1;
  }
  while (!isUtf8(bytes.subarray(0, low), false)) low -= 1;
  return low;
}

function isUtf8(bytes: Uint8Array, mayBeCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: mayBeCut });
    return true;
  } catch {
    return false;
  }
}

/** Whether bytes look like text at all: UTF-8 or nearly, and without NUL. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  const sample = lenient.decode(bytes.subarray(0, 4096));
  let replaced = 0;
  for (const character of sample) if (character === '\uFFFD') replaced += 1;
  return replaced <= Math.max(1, sample.length / 10);
}
