/** Vectors as an embedding model gives them: 32-bit floats, little-endian, each of length 1. */
export function embeddings(count: number, dimensions: number, seed: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(count * dimensions * 4));
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  for (let row = 0; row < count; row++) {
    const vector = Array.from({ length: dimensions }, next);
    const length = Math.hypot(...vector);
    vector.forEach((value, column) => {
      bytes.setFloat32((row * dimensions + column) * 4, value / length, true);
    });
  }
  return new Uint8Array(bytes.buffer);
}
