import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText, toModelText } from '#shared/text/line-endings.ts';
import { restoreBytes } from '#shared/text/restore-bytes.ts';

const ending = fc.constantFrom('\n', '\r\n', '\r');
/** Lines that repeat, are empty, or hold what only looks like a line end. */
const line = fc.oneof(
  fc.constantFrom('', 'a', 'b', '- item', 'x\u2028y', 'form\ffeed', '\u0085', 'é🙂'),
  fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\uFEFF]/g, '')),
);
const stored = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(line, ending), { maxLength: 12 }), line)
  .map(([bom, lines, last]) => (bom ? '\uFEFF' : '') + lines.map((pair) => pair.join('')).join('') + last);

describe('restoreBytes', () => {
  it('gives the base exactly where nothing was edited', () => {
    fc.assert(
      fc.property(stored, (base) => {
        expect(restoreBytes(base, toModelText(base))).toBe(base);
      }),
    );
  });

  it('keeps what was typed: read again, it is the edited text', () => {
    const edited = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(stored, edited, (base, text) => {
        expect(toModelText(restoreBytes(base, text))).toBe(text);
      }),
    );
  });

  it('keeps the byte order mark, and adds none', () => {
    fc.assert(
      fc.property(stored, line, (base, text) => {
        expect(restoreBytes(base, text).startsWith('\uFEFF')).toBe(base.startsWith('\uFEFF'));
      }),
    );
  });

  it('leaves the endings of all other lines alone where one is edited', () => {
    fc.assert(
      fc.property(stored, fc.nat(), (base, place) => {
        const before = splitText(base);
        const index = place % before.lines.length;
        const lines = before.lines.with(index, `${before.lines[index]} edited here`);
        expect(splitText(restoreBytes(base, lines.join('\n'))).endings).toEqual(before.endings);
      }),
    );
  });

  it('leaves the endings of the old lines alone where one is put in', () => {
    fc.assert(
      fc.property(stored, fc.nat(), (base, place) => {
        const before = splitText(base);
        const index = place % before.lines.length;
        const lines = before.lines.toSpliced(index, 0, 'a line of its own');
        const after = splitText(restoreBytes(base, lines.join('\n'))).endings;
        expect(after.toSpliced(index, 1)).toEqual(before.endings);
      }),
    );
  });

  it('ends a new line as its neighbour is ended', () => {
    expect(restoreBytes('a\r\nb\nc\n', 'a\nnew\nb\nc\n')).toBe('a\r\nnew\r\nb\nc\n');
    expect(restoreBytes('a\r\nb\nc\n', 'new\na\nb\nc\n')).toBe('new\r\na\r\nb\nc\n');
    expect(restoreBytes('a\nb\r\nc', 'a\nb\nc\nnew')).toBe('a\nb\r\nc\r\nnew');
  });

  it('adds no newline at the end, and takes none away', () => {
    expect(restoreBytes('a\r\nb', 'a\nb!')).toBe('a\r\nb!');
    expect(restoreBytes('a\r\nb\r\n', 'a\nb!\n')).toBe('a\r\nb!\r\n');
  });

  it('ends lines as Python does where the file had none', () => {
    expect(restoreBytes('', 'a\nb\n')).toBe('a\nb\n');
  });

  it('keeps two line ends apart where the text between them was taken out', () => {
    expect(restoreBytes('a\rb\nc\r\n', 'a\n\nc\n')).toBe('a\r\rc\r\n');
  });

  it('writes or leaves out the byte order mark when asked', () => {
    expect(restoreBytes('\uFEFF{}', '{}', false)).toBe('{}');
    expect(restoreBytes('{}', '{}', true)).toBe('\uFEFF{}');
  });
});
