import type { Colour, Picture } from './png.ts';

/** Five columns a letter, each a number whose bits are its seven dots from the top down. */
const columns: { readonly [letter: string]: readonly number[] } = {
  '0': [62, 81, 73, 69, 62],
  '1': [0, 66, 127, 64, 0],
  '2': [66, 97, 81, 73, 70],
  '3': [33, 65, 69, 75, 49],
  '4': [24, 20, 18, 127, 16],
  '5': [39, 69, 69, 69, 57],
  '6': [60, 74, 73, 73, 48],
  '7': [1, 113, 9, 5, 3],
  '8': [54, 73, 73, 73, 54],
  '9': [6, 73, 73, 41, 30],
  '%': [35, 19, 8, 100, 98],
  '-': [8, 8, 8, 8, 8],
  A: [126, 17, 17, 17, 126],
  B: [127, 73, 73, 73, 54],
  C: [62, 65, 65, 65, 34],
  D: [127, 65, 65, 34, 28],
  E: [127, 73, 73, 73, 65],
  F: [127, 9, 9, 9, 1],
  G: [62, 65, 73, 73, 122],
  H: [127, 8, 8, 8, 127],
  I: [0, 65, 127, 65, 0],
  K: [127, 8, 20, 34, 65],
  L: [127, 64, 64, 64, 64],
  M: [127, 2, 12, 2, 127],
  N: [127, 4, 8, 16, 127],
  O: [62, 65, 65, 65, 62],
  P: [127, 9, 9, 9, 6],
  R: [127, 9, 25, 41, 70],
  S: [70, 73, 73, 73, 49],
  T: [1, 1, 127, 1, 1],
  U: [63, 64, 64, 64, 63],
  V: [31, 32, 64, 32, 31],
  W: [63, 64, 56, 64, 63],
  X: [99, 20, 8, 20, 99],
  Y: [7, 8, 112, 8, 7],
  Z: [97, 81, 73, 69, 67],
};

/** Width of a text in dots of the given size. */
export function textWidth(text: string, dot: number): number {
  return (text.length * 6 - 1) * dot;
}

/** Writes capitals and digits on a picture; any other sign is a space. */
export function write(
  picture: Picture,
  text: string,
  left: number,
  top: number,
  dot: number,
  colour: Colour,
) {
  [...text].forEach((letter, index) => {
    (columns[letter] ?? []).forEach((bits, column) => {
      for (let row = 0; row < 7; row++)
        if (bits & (1 << row))
          picture.fill(left + (index * 6 + column) * dot, top + row * dot, dot, dot, colour);
    });
  });
}
