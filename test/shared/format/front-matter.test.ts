import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '#shared/format/front-matter.ts';
import { memoryBody } from '#shared/format/memory.ts';
import { pythonStrip } from '#shared/format/python-text.ts';
import { parsePythonTime, pythonIsoFormat } from '#shared/format/python-time.ts';
import { readPythonYaml } from '#shared/format/python-yaml.ts';

describe('front matter', () => {
  test.each([
    ['---\na: 1\n---\nbody\n', { a: 1 }, 'body'],
    ['\n\n---\na: 1\n-----  \n\n body ', { a: 1 }, 'body'],
    ['---\r\na: x\r\n---\r\nline\r\nline', { a: 'x' }, 'line\nline'],
    ['---\na: 1\n---\nabove\n---\nbelow', { a: 1 }, 'above\n---\nbelow'],
    ['---\n---\nbody', {}, 'body'],
    ['---\n- a\n---\nbody', {}, 'body'],
    ['---\na: 1', {}, '---\na: 1'],
    ['text\n---\na: 1\n---\n', {}, 'text\n---\na: 1\n---'],
    ['--- a\n---\nx', {}, '--- a\n---\nx'],
    ['--- \n--x: before --- after\n---\n', { '--x': 'before --- after' }, ''],
    ['---\na: yes\nb: 010\na: no\n---', { a: false, b: 8 }, ''],
    ['', {}, ''],
  ])('of %j', (text, metadata, body) => {
    expect(parseFrontMatter(text)).toEqual({ metadata, body });
  });

  test('that is not YAML is refused, also where it would grow without end', () => {
    const bomb =
      'a: &a [1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]';
    for (const yaml of ['a: [', 'a: "', bomb])
      expect(() => parseFrontMatter(`---\n${yaml}\n---\n`)).toThrow(
        expect.objectContaining({ code: 'INVALID' }),
      );
  });
});

describe('YAML', () => {
  test('takes for numbers, truth values and dates what PyYAML takes for them', () => {
    const words = {
      y: 'y',
      yes: true,
      off: false,
      '1e-1': '1e-1',
      '1.5e3': '1.5e3',
      '1.0e+5': 100_000,
      '010': 8,
      '08': '08',
      '0o10': '0o10',
      '0x1F': 31,
      '1_000': 1000,
      '12:30': 750,
      '.5': 0.5,
      '+.5': '+.5',
      '1.': 1,
      '.': '.',
      '.inf': Number.POSITIVE_INFINITY,
      '2026-01-01': new Date(Date.UTC(2026, 0, 1)),
      '!!str 5': '5',
      null: null,
    };
    for (const [word, value] of Object.entries(words))
      expect(readPythonYaml(`a: ${word}`)).toEqual({ a: value });
  });
});

describe('the body of a memory', () => {
  test.each([
    ['---\na: 1\n---\n body \n', 'body'],
    ['---\na: x --- y\n---\nbody', 'y\n---\nbody'],
    ['no front matter ', 'no front matter '],
    ['---\nnever closed', '---\nnever closed'],
    ['------\nbody', 'body'],
  ])('of %j', (text, body) => {
    expect(memoryBody(text)).toBe(body);
  });
});

describe('Python’s text and time', () => {
  test('strips what Python strips', () => {
    expect(pythonStrip(' \t\x1c\x85\u3000x\u2028 ')).toBe('x');
    expect(pythonStrip('\uFEFF x\u200b ')).toBe('\uFEFF x\u200b');
    expect(pythonStrip(' \n ')).toBe('');
  });

  test('writes a moment with no fraction, or with six digits', () => {
    expect(pythonIsoFormat(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03:04:05+00:00');
    expect(pythonIsoFormat(Date.UTC(2026, 0, 2, 3, 4, 5, 6), 7)).toBe('2026-01-02T03:04:05.006007+00:00');
  });

  test.each([
    ['2026-03-09T12:00:00.123456+00:00', Date.UTC(2026, 2, 9, 12, 0, 0, 123)],
    ['2026-03-09T12:00:00', Date.UTC(2026, 2, 9, 12)],
    ['2026-03-09 12:00:00+02:00', Date.UTC(2026, 2, 9, 10)],
    ['2026-02-02T10:00:00Z', Date.UTC(2026, 1, 2, 10)],
    ['yesterday', null],
    ['', null],
  ])('reads the moment %j', (text, time) => {
    expect(parsePythonTime(text)).toBe(time);
  });
});
