import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '#shared/format/json-tree.ts';
import { losslessValue, printPythonJson, readPythonJson } from '#shared/format/python-json.ts';

/** What Python makes of a text by reading and printing it. */
function again(text: string): string {
  const document = parseJson(text);
  return printPythonJson(losslessValue(document, document.root));
}

describe('JSON as Python has it', () => {
  test.each([
    ['1.0', '1.0'],
    ['-0.0', '-0.0'],
    ['-0', '0'],
    ['0.1', '0.1'],
    ['100.0', '100.0'],
    ['1e5', '100000.0'],
    ['1e-4', '0.0001'],
    ['0.00001', '1e-05'],
    ['1.5e-7', '1.5e-07'],
    ['123456789012345.6', '123456789012345.6'],
    ['1e15', '1000000000000000.0'],
    ['1e16', '1e+16'],
    ['5e-324', '5e-324'],
    ['1e400', 'Infinity'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
    ['9007199254740993', '9007199254740993'],
    ['-12345678901234567890', '-12345678901234567890'],
  ])('reads %s and prints %s', (text, printed) => {
    expect(again(text)).toBe(printed);
  });

  test('escapes as json.dumps does', () => {
    expect(printPythonJson('é😀\ud83d\u007f\u2028\0\b\t\n\v\f\r"\\/</script>')).toBe(
      '"\\u00e9\\ud83d\\ude00\\ud83d\\u007f\\u2028\\u0000\\b\\t\\n\\u000b\\f\\r\\"\\\\/</script>"',
    );
  });

  test('keeps the order of keys, and the last of duplicates', () => {
    expect(again('{"10": 1, "2": 2, "__proto__": 3, "10": 4}')).toBe(
      '{\n  "10": 4,\n  "2": 2,\n  "__proto__": 3\n}',
    );
    expect(readPythonJson('{"a": 1, "a": NaN}')).toEqual({ a: Number.NaN });
  });

  test('gives integers without loss, and "__proto__" as an ordinary key', () => {
    expect(readPythonJson('[9007199254740993, 9007199254740991, 1.0]')).toEqual([
      9007199254740993n,
      9007199254740991,
      1,
    ]);
    const object = readPythonJson('{"__proto__": {"x": NaN}}');
    expect(Object.entries(object ?? {})).toEqual([['__proto__', { x: Number.NaN }]]);
  });

  test('prints JavaScript values as JSON.stringify would, but for the layout', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON.stringify makes 0 of -0; Python, and we, keep its sign.
        const plain = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(printPythonJson(plain))).toEqual(plain);
      }),
    );
    const date = new Date(0);
    expect(printPythonJson({ a: undefined, date })).toBe('{\n  "date": "1970-01-01T00:00:00.000Z"\n}');
    expect(() => printPythonJson({ a: () => 1 })).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });

  test('whatever is printed is read as the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = printPythonJson(value);
        expect(again(text)).toBe(text);
      }),
    );
  });

  test.each([
    ['', /it is empty/],
    [' \n', /it is empty/],
    ['{"a": "x', /breaks off/],
    ['{"a": 1,', /breaks off/],
    ['{"a": 1}\n}', /line 2, column 1/],
    ['{\n  "a": 1,\n}', /line 3, column 1/],
    ['[1, /* c */ 2]', /line 1, column 5/],
    ['{NaN: 1}', /line 1, column 2/],
    ['nan', /line 1, column 1/],
    ['-NaN', /line 1, column 1/],
    ['01', /line 1, column 2/],
    ['"\t"', /line 1, column 1/],
    ['\uFEFF1', /BOM/],
    ['{"a": "NaN \\', /breaks off/],
  ])('%j is refused with the place', (text, message) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ code: 'INVALID', message: expect.stringMatching(message) }),
    );
    expect(() => readPythonJson(text)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });

  test('of great size or depth is refused as soon', () => {
    expect(() => parseJson('['.repeat(50_000))).toThrow('nested too deeply');
    expect(() => parseJson(`["${'NaN \\"'.repeat(300_000)}`)).toThrow('breaks off');
  });
});
