import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { barChart } from '#services/sample/media/bar-chart.ts';
import { embeddings } from '#services/sample/media/floats.ts';
import { pdf } from '#services/sample/media/pdf.ts';

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

describe('a chart', () => {
  const png = Buffer.from(
    barChart('LOAD', [
      { label: 'A', value: 100 },
      { label: 'B', value: 0, aside: true },
    ]),
  );

  it('is a PNG of 720 by 420 whose chunks are whole', () => {
    expect(png.toString('latin1', 0, 8)).toBe('\x89PNG\r\n\x1a\n');
    const [header, data, end] = chunksOf(png);
    expect([header?.type, data?.type, end?.type]).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([header?.data.readUInt32BE(0), header?.data.readUInt32BE(4)]).toEqual([720, 420]);
  });

  it('draws a bar as high as its value', () => {
    const data = chunksOf(png).find(({ type }) => type === 'IDAT')?.data ?? Buffer.alloc(0);
    const pixels = inflateSync(data);
    const row = 720 * 3 + 1;
    expect(pixels.length).toBe(row * 420);
    const at = (x: number, y: number) => [...pixels.subarray(y * row + 1 + x * 3, y * row + 4 + x * 3)];
    const bar = [58, 109, 161];
    expect(at(227, 64)).toEqual(bar);
    expect(at(227, 359)).toEqual(bar);
    expect(at(227, 62)).not.toEqual(bar);
    expect(at(537, 340)).toEqual([255, 255, 255]);
  });
});

describe('a PDF', () => {
  const file = Buffer.from(pdf('Title (first)', [['# Über', 'a \\ b'], ['second']])).toString('latin1');

  it('has a cross-reference table that points at its objects', () => {
    expect(file.startsWith('%PDF-1.')).toBe(true);
    const xref = Number(/startxref\n(\d+)\n%%EOF/.exec(file)?.[1]);
    expect(file.slice(xref, xref + 5)).toBe('xref\n');
    const offsets = [...file.slice(xref).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
      Number(offset),
    );
    expect(offsets).toHaveLength(9);
    offsets.forEach((offset, index) => {
      expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
    });
  });

  it('says how long each page is, and escapes what would end a text', () => {
    for (const [, length, content] of file.matchAll(/\/Length (\d+) >>\nstream\n(.*?)\nendstream/gs))
      expect(content).toHaveLength(Number(length));
    expect(file).toContain('(Title \\(first\\))');
    expect(file).toContain('(a \\\\ b)');
    expect(file).toContain('(Über)');
  });
});

describe('embeddings', () => {
  it('are vectors of length 1 in 32-bit floats', () => {
    const bytes = embeddings(3, 8, 42);
    expect(bytes.byteLength).toBe(3 * 8 * 4);
    const floats = new Float32Array(bytes.buffer);
    for (const row of [0, 1, 2])
      expect(Math.hypot(...floats.subarray(row * 8, row * 8 + 8))).toBeCloseTo(1, 5);
  });
});
