/** Bytes in a row of the hex view. */
export const bytesPerRow = 16;

/** Digits that the offsets of a file need: at least 8, so that the column stands still. */
export function offsetDigits(size: number): number {
  return Math.max(8, Math.max(0, size - 1).toString(16).length);
}

/** An offset in hexadecimal. */
export function formatOffset(offset: number, digits: number): string {
  return offset.toString(16).padStart(digits, '0');
}

/** A byte in two hexadecimal digits. */
export function formatByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** The character that a byte is shown as: itself where it is printable ASCII, else a dot. */
export function formatCharacter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

/** A run of bytes that are all zero, or all not. */
export interface HexSegment {
  /** Place of its first byte in the row. */
  at: number;
  zero: boolean;
  /** Its bytes in hexadecimal, each followed by a space. */
  words: string;
}

/** A row as it is drawn: its bytes in runs, a gap in the middle, and its characters. */
export function segmentsOf(bytes: Uint8Array): { hex: HexSegment[]; text: string } {
  const hex: HexSegment[] = [];
  let text = '';
  bytes.forEach((byte, place) => {
    const words = `${place === bytesPerRow / 2 ? ' ' : ''}${formatByte(byte)} `;
    const last = hex.at(-1);
    if (last && last.zero === (byte === 0)) last.words += words;
    else hex.push({ at: place, zero: byte === 0, words });
    text += formatCharacter(byte);
  });
  return { hex, text };
}

/** The character of a row's bytes at which a byte starts. */
export function startOfPlace(place: number): number {
  return place * 3 + (place >= bytesPerRow / 2 ? 1 : 0);
}

/** The byte that a character of a row's bytes belongs to. */
export function placeAt(character: number): number {
  const place = Math.floor((character >= 24.5 ? character - 1 : character) / 3);
  return Math.min(Math.max(0, place), bytesPerRow - 1);
}

/** Reads an offset as it is typed: `0x1f4`, `1f4h`, `500`; null where it is none. */
export function parseOffset(text: string): number | null {
  const trimmed = text.trim().replaceAll('_', '').replaceAll(',', '');
  const hex = /^0x([0-9a-f]{1,13})$/i.exec(trimmed)?.[1] ?? /^([0-9a-f]{1,13})h$/i.exec(trimmed)?.[1];
  if (hex) return Number.parseInt(hex, 16);
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** What the keys of the hex view do to the byte that is chosen; null for any other key. */
export function moveCursor(
  at: number,
  press: { key: string; ctrlKey: boolean; metaKey: boolean },
  { size, page }: { size: number; page: number },
): number | null {
  const row = at - (at % bytesPerRow);
  const far = press.ctrlKey || press.metaKey;
  const targets: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - bytesPerRow,
    ArrowDown: at + bytesPerRow,
    PageUp: at - page * bytesPerRow,
    PageDown: at + page * bytesPerRow,
    Home: far ? 0 : row,
    End: far ? size - 1 : row + bytesPerRow - 1,
  };
  const target = targets[press.key];
  if (target === undefined) return null;
  if (target < 0) return press.key === 'ArrowLeft' ? 0 : at % bytesPerRow;
  return Math.min(target, size - 1);
}

/** The chosen byte in words: `Offset 0x1f4 (500): 0x80, 128`. */
export function describeByte(offset: number, byte: number | undefined): string {
  const place = `Offset 0x${offset.toString(16)} (${offset.toLocaleString('en')})`;
  return byte === undefined ? place : `${place}: 0x${formatByte(byte)}, ${byte}`;
}
