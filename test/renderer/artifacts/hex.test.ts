import { describe, expect, test } from 'vitest';
import {
  describeByte,
  formatByte,
  formatCharacter,
  formatOffset,
  moveCursor,
  offsetDigits,
  parseOffset,
  placeAt,
  segmentsOf,
  startOfPlace,
} from '#ui/artifacts/hex-rows.ts';

test('bytes, characters and offsets stand in columns of one width', () => {
  expect([0, 9, 255].map(formatByte)).toEqual(['00', '09', 'ff']);
  expect([0x41, 0x20, 0x7e, 0x7f, 0x1f, 0x0a, 0xe9].map(formatCharacter).join('')).toBe('A ~....');
  expect(formatOffset(0x1f4, 8)).toBe('000001f4');
  expect(offsetDigits(60 * 1024 * 1024)).toBe(8);
  expect(offsetDigits(2 ** 36)).toBe(9);
});

test('an offset is read as it is written, in either base', () => {
  expect(['0x1f4', '1f4h', '500', ' 0X1F4 ', '1_000', '62,914,560'].map(parseOffset)).toEqual([
    500, 500, 500, 500, 1000, 62_914_560,
  ]);
  expect(['', '1f4', '-1', '0x', '1.5', 'x'].map(parseOffset)).toEqual([null, null, null, null, null, null]);
});

test('a row is drawn in runs of zeros and others, with a gap in its middle', () => {
  const row = Uint8Array.from([0, 0, 0x41, 1, 1, 1, 1, 0xff, 0x42]);
  expect(segmentsOf(row)).toEqual({
    hex: [
      { at: 0, zero: true, words: '00 00 ' },
      { at: 2, zero: false, words: '41 01 01 01 01 ff  42 ' },
    ],
    text: '..A.....B',
  });
});

test('a click on a byte finds it, on either of its digits', () => {
  for (let place = 0; place < 16; place++) {
    const start = startOfPlace(place);
    expect([placeAt(start + 0.1), placeAt(start + 1.9)]).toEqual([place, place]);
  }
  expect([placeAt(-1), placeAt(60)]).toEqual([0, 15]);
});

test('the chosen byte is told in words', () => {
  expect(describeByte(500, 0x80)).toBe('Offset 0x1f4 (500): 0x80, 128');
  expect(describeByte(500, undefined)).toBe('Offset 0x1f4 (500)');
});

describe('keys of the hex view', () => {
  const move = (at: number, key: string, ctrlKey = false) =>
    moveCursor(at, { key, ctrlKey, metaKey: false }, { size: 100, page: 2 });

  test('move by byte, row and page', () => {
    expect(move(20, 'ArrowRight')).toBe(21);
    expect(move(20, 'ArrowLeft')).toBe(19);
    expect(move(20, 'ArrowDown')).toBe(36);
    expect(move(20, 'ArrowUp')).toBe(4);
    expect(move(20, 'PageDown')).toBe(52);
    expect(move(20, 'Home')).toBe(16);
    expect(move(20, 'End')).toBe(31);
    expect(move(20, 'Home', true)).toBe(0);
    expect(move(20, 'End', true)).toBe(99);
    expect(move(20, 'x')).toBeNull();
  });

  test('never leave the file, and keep their column at its top', () => {
    expect(move(0, 'ArrowLeft')).toBe(0);
    expect(move(4, 'ArrowUp')).toBe(4);
    expect(move(20, 'PageUp')).toBe(4);
    expect(move(99, 'ArrowRight')).toBe(99);
    expect(move(98, 'PageDown')).toBe(99);
  });
});
