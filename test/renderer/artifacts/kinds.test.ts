import { describe, expect, test } from 'vitest';
import { isText, kindOf } from '#ui/artifacts/kinds.ts';
import { modeOptions, modesOf } from '#ui/artifacts/view-modes.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => Uint8Array.from(values);
const kindOfText = (name: string, text: string) => kindOf(name, utf8(text), utf8(text).length);
const png = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

describe('what a file is', () => {
  test.each([
    ['PNG', png],
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['GIF', utf8('GIF89a')],
    ['WebP', utf8('RIFF1234WEBPVP8 ')],
    ['AVIF', bytes(0, 0, 0, 0x1c, ...utf8('ftypavif'))],
    ['ICO', bytes(0, 0, 1, 0, 1, 0, 16, 16)],
    ['BMP', bytes(...utf8('BM'), 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0)],
  ])('a %s is known by its bytes, whatever its name', (label, head) => {
    for (const name of ['picture', 'picture.txt', 'picture.json'])
      expect(kindOf(name, head, 1000)).toMatchObject({
        viewer: 'image',
        label: `${label} image`,
        text: false,
      });
  });

  test('a text that starts with BM is no bitmap', () => {
    expect(kindOfText('cars', 'BMW built cars(4 of them) in Munich').viewer).toBe('text');
  });

  test('a picture by its name alone is tried as one, and can be seen as text', () => {
    expect(kindOfText('chart.png', 'not a picture')).toMatchObject({ viewer: 'image', text: true });
  });

  test('an SVG is a picture with a source; HTML is text and nothing else', () => {
    const svg = kindOfText('a.svg', '<svg/>');
    expect(modesOf(svg, 10)).toEqual(['picture', 'source', 'bytes']);
    expect(kindOfText('a.html', '<script>').viewer).toBe('text');
    expect(kindOfText('a.htm', '{').viewer).toBe('text');
  });

  test('JSON is known by its name, or without an extension by its first character', () => {
    expect(kindOfText('run.json', 'oops')).toMatchObject({ viewer: 'json', named: true });
    expect(kindOfText('extracted_resume_data', '\n {"a": 1}')).toMatchObject({
      viewer: 'json',
      named: false,
    });
    expect(kindOfText('list', '[1]').viewer).toBe('json');
    expect(kindOfText('notes', 'see {this}').viewer).toBe('text');
    expect(kindOfText('lines.jsonl', '{"a": 1}\n{"a": 2}').viewer).toBe('text');
    expect(kindOfText('link.md', '[a](b)').viewer).toBe('markdown');
  });

  test('what holds a NUL or no UTF-8 is bytes', () => {
    expect(kindOf('a.txt', bytes(0x61, 0, 0x62), 3).viewer).toBe('bytes');
    expect(kindOf('a.md', bytes(0x61, 0xff, 0x62), 3).viewer).toBe('bytes');
    expect(kindOf('a', utf8('%PDF-1.7'), 8).viewer).toBe('pdf');
  });

  test('control characters are part of what is named a text, and a few of any other text', () => {
    expect(kindOfText('out.txt', '\u0001\u001b[0m\u007f').viewer).toBe('text');
    expect(kindOfText('out', 'progress 10 %\b\b\b\b\b20 %, done\u0007').viewer).toBe('text');
    expect(kindOfText('out', '\u0001\u0002\u0003').viewer).toBe('bytes');
  });

  test('an empty file is empty, but Markdown can be written into', () => {
    expect(kindOf('a.bin', bytes(), 0).viewer).toBe('empty');
    expect(kindOf('a.png', bytes(), 0).viewer).toBe('empty');
    expect(kindOf('a.md', bytes(), 0).viewer).toBe('markdown');
  });

  test('a character that is cut by the end of the first bytes is still text', () => {
    const cut = utf8('né').subarray(0, 2);
    expect(isText(cut, false, false)).toBe(true);
    expect(isText(cut, true, false)).toBe(false);
  });
});

describe('ways to show a file', () => {
  const json = kindOfText('a.json', '{}');

  test('JSON has a tree and its source; too large for that, fewer', () => {
    expect(modesOf(json, 100)[0]).toBe('both');
    expect(modesOf(json, 10 * 1024 * 1024)).toEqual(['tree', 'source', 'bytes']);
    expect(modesOf(json, 100 * 1024 * 1024)).toEqual(['source', 'bytes']);
  });

  test('bytes are no choice in the head until they are shown', () => {
    const modes = modesOf(json, 100);
    expect(modeOptions(modes, 'both').map(({ value }) => value)).toEqual(['tree', 'both', 'source']);
    expect(modeOptions(modes, 'bytes').map(({ value }) => value)).toContain('bytes');
  });
});
