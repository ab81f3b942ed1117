import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendJsonItem, removeJsonKey, setJsonValue } from '#shared/format/patch-json.ts';
import {
  isJsonObject,
  type JsonObject,
  printPythonJson,
  readPythonJson,
} from '#shared/format/python-json.ts';

const gap = fc.stringMatching(/^[ \n\t]{0,3}$/);
const key = fc.oneof(fc.string(), fc.constantFrom('a', 'b', '10', '2', '__proto__', 'é'));
/** Texts of values, most of which JavaScript would change by reading and printing them. */
const source = fc.oneof(
  fc.constantFrom(
    'NaN',
    '-Infinity',
    '1.0',
    '-0.0',
    '1e+16',
    '12345678901234567890',
    '"\\u00e9"',
    '{}',
    '[]',
  ),
  fc.constantFrom('{"x": NaN, "x": 1.0}', '[ 1,2 ]', '{\n  "y": "NaN \\" Infinity"\n}', 'null', 'true'),
  fc.string().map((text) => JSON.stringify(text)),
);
const newValue = fc.jsonValue().map((value) => readPythonJson(JSON.stringify(value)));

interface Member {
  key: string;
  before: string;
  colon: string;
  source: string;
  after: string;
}
const member: fc.Arbitrary<Member> = fc.record({
  key,
  before: gap,
  colon: fc.constantFrom(':', ': ', ' : '),
  source,
  after: gap,
});

function textOf(members: readonly Member[]): string {
  const parts = members.map((m) => m.before + JSON.stringify(m.key) + m.colon + m.source + m.after);
  return `{${parts.join(',')}}\n`;
}

function objectIn(text: string): JsonObject {
  const value = readPythonJson(text);
  if (!isJsonObject(value)) throw new Error('no object');
  return value;
}

/** Like `{ ...object, [key]: value }`, for any key. */
function withKey(object: JsonObject, name: string, value: unknown): object {
  return Object.fromEntries([...Object.entries(object), [name, value]]);
}

function withoutKey(object: JsonObject, name: string): object {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}

/** Whether the longer text is the shorter one with one piece put in. */
function differByOnePiece(longer: string, shorter: string): boolean {
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start++;
  let end = 0;
  while (end < shorter.length && longer.at(-1 - end) === shorter.at(-1 - end)) end++;
  return start + end >= shorter.length;
}

describe('setting a value', () => {
  test('changes that value alone, the last one of duplicates', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), fc.nat(), newValue, (members, pick, value) => {
        const name = members[pick % members.length]?.key ?? '';
        const last = members.findLastIndex((m) => m.key === name);
        const text = textOf(members);
        const patched = setJsonValue(text, [name], value);
        const marked = textOf(members.map((m, i) => (i === last ? { ...m, source: '\0' } : m)));
        const [before = '', after = ''] = marked.split('\0');
        expect(patched.startsWith(before)).toBe(true);
        expect(patched.endsWith(after)).toBe(true);
        expect(readPythonJson(patched.slice(before.length, patched.length - after.length))).toEqual(value);
        expect(objectIn(patched)).toEqual(withKey(objectIn(text), name, value));
      }),
    );
  });

  test('adds a missing key by putting one piece in', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), newValue, (members, value) => {
        const text = textOf(members);
        const name = `new ${members.map((m) => m.key).join()}`;
        const patched = setJsonValue(text, [name], value);
        expect(differByOnePiece(patched, text)).toBe(true);
        expect(objectIn(patched)).toEqual(withKey(objectIn(text), name, value));
      }),
    );
  });

  test('to what it is already changes nothing', () => {
    fc.assert(
      fc.property(newValue, (value) => {
        const text = printPythonJson({ value });
        expect(setJsonValue(text, ['value'], value)).toBe(text);
      }),
    );
  });

  test('a text that Python printed stays one', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), newValue), fc.string(), newValue, (object, name, value) => {
        fc.pre(name !== '__proto__' && !Object.hasOwn(object, name) && !/^\d+$/.test(name));
        const patched = setJsonValue(printPythonJson(object), [name], value);
        expect(patched).toBe(printPythonJson({ ...object, [name]: value }));
      }),
    );
  });

  test.each([
    ['a compact text', '{"id":"m"}', ['status'], 'done', '{"id":"m","status":"done"}'],
    ['Python’s one line', '{"id": "m"}', ['status'], 'done', '{"id": "m", "status": "done"}'],
    ['spaces within braces', '{ "id": "m" }', ['s'], 1, '{ "id": "m", "s": 1 }'],
    [
      'four spaces',
      '{\n    "id": "m"\n}',
      ['m', 'x'],
      1,
      '{\n    "id": "m",\n    "m": {\n        "x": 1\n    }\n}',
    ],
    [
      'tabs and CRLF',
      '{\r\n\t"m": {}\r\n}',
      ['m', 'x'],
      [1],
      '{\r\n\t"m": {\r\n\t\t"x": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}',
    ],
    ['an empty object', '{}', ['a'], 1, '{\n  "a": 1\n}'],
    ['an empty object in one line', '{"m": {}}', ['m', 'a'], {}, '{"m": {"a": {}}}'],
    [
      'an object on one line among others',
      '{\n  "m": {"a": 1}\n}',
      ['m', 'b'],
      [2],
      '{\n  "m": {"a": 1, "b": [2]}\n}',
    ],
    ['a list', '{"l": [1.0, 2]}', ['l', 1], 3, '{"l": [1.0, 3]}'],
    ['ASCII text', '{"a": 1}', ['a'], 'é😀\ud83d\u007f', '{"a": "\\u00e9\\ud83d\\ude00\\ud83d\\u007f"}'],
    ['text beyond ASCII', '{"a": "é"}', ['b'], 'ü\ud83d', '{"a": "é", "b": "ü\\ud83d"}'],
    ['a constant', '{"s": NaN, "t": "NaN"}', ['s'], 1, '{"s": 1, "t": "NaN"}'],
    ['the whole text', ' [1]\n', [], null, ' null\n'],
  ] as const)('follows the layout: %s', (_, text, path, value, expected) => {
    expect(setJsonValue(text, path, value)).toBe(expected);
  });

  test('is refused where there is no place for it, or where the text is not JSON', () => {
    for (const text of ['{"m": null}', '{"m": 1}', '{"m": []}', '{"m": {}', '', '\uFEFF{}'])
      expect(() => setJsonValue(text, ['m', 'x'], 1)).toThrow(expect.objectContaining({ code: 'INVALID' }));
    expect(() => setJsonValue('[1]', [4], 1)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});

describe('removing a key', () => {
  test('takes one piece out, and every duplicate of it', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), fc.nat(), (members, pick) => {
        const name = members[pick % members.length]?.key ?? '';
        const text = textOf(members);
        const patched = removeJsonKey(text, [name]);
        expect(objectIn(patched)).toEqual(withoutKey(objectIn(text), name));
        if (members.filter((m) => m.key === name).length === 1)
          expect(differByOnePiece(text, patched)).toBe(true);
      }),
    );
  });

  test('leaves the layout as it was', () => {
    const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n';
    expect(removeJsonKey(text, ['a'])).toBe('{\n  "b": 2,\n  "c": 3\n}\n');
    expect(removeJsonKey(text, ['b'])).toBe('{\n  "a": 1,\n  "c": 3\n}\n');
    expect(removeJsonKey(text, ['c'])).toBe('{\n  "a": 1,\n  "b": 2\n}\n');
    expect(removeJsonKey('{ "a": 1 }', ['a'])).toBe('{}');
  });

  test('that is not there changes nothing', () => {
    expect(removeJsonKey('{"a": [1]}', ['a', 'b'])).toBe('{"a": [1]}');
    expect(removeJsonKey('{"a": 1}', ['x', 'y'])).toBe('{"a": 1}');
  });
});

describe('appending to a list', () => {
  test('puts one piece in at its end', () => {
    fc.assert(
      fc.property(fc.array(source, { minLength: 1 }), gap, newValue, (sources, space, value) => {
        const text = `{"l": [${sources.map((item) => space + item).join(',')}${space}]}`;
        const patched = appendJsonItem(text, ['l'], value);
        expect(differByOnePiece(patched, text)).toBe(true);
        const list = objectIn(patched).l;
        expect(Array.isArray(list) && list.length === sources.length + 1 && list.at(-1)).toEqual(value);
      }),
    );
  });

  test('is refused for anything else', () => {
    expect(() => appendJsonItem('{}', [], 1)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});
