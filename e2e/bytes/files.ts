import { Random } from '../../test/support/random.ts';

/** A file with one word that is to be replaced. */
export interface ByteCase {
  /** Of the tab, and unique. */
  readonly name: string;
  readonly key: string;
  /** Where its editor is: half of a node's tab, or a tab of its own. */
  readonly place: 'Summary' | 'Scratch' | 'file';
  /** What stands before the word, as stored. */
  readonly before: string;
  /** Empty in a file of no bytes. */
  readonly word: string;
  readonly after: string;
  readonly replacement: string;
  /** Found by a search, or chosen by a double click. */
  readonly how: 'find' | 'double-click';
}

export const session = 'bytes';

const plain = ['route', 'winter', 'night', 'the', 'and', '- item', '#', '```', '|', '42', '1.0'] as const;
const foreign = [
  'caf\u00e9',
  'cafe\u0301',
  '\u1ecd\u0302',
  '\u{1f9f5}',
  '\u{1f469}\u200d\u{1f680}',
  '\u6f22\u5b57',
  '\u05d0\u05d1',
  '\u{2f81a}',
  '\ufb01',
  '\u212b',
] as const;
/** What an editor may take for a line end, for nothing, or for something to clean away. */
const odd = [
  '\u2028',
  '\u2029',
  '\u0085',
  '\f',
  '\v',
  '\u0001',
  '\b',
  '\u001b[0m',
  '\u001f',
  '\u007f',
  '\ufeff',
  '\u200b',
  '\u00a0',
  '\u00ad',
  '\ufffd',
  '\uffff',
  '\u202e',
  '\t',
] as const;
const blanks = ['', '', '', ' ', '  ', '\t', ' \t ', '\u00a0', '\u3000'] as const;
const words = ['needle', 'n\u00e4del', 'ne\u0301edle', 'needle\u{1faa1}', '\u91dd\u91dd'] as const;
const replacements = [
  'thread',
  '',
  '(',
  '"quoted',
  '{[`',
  'two words',
  ' blank ',
  'cafe\u0301',
  '\u{1f469}\u200d\u{1f680}',
  '\u6f22\u5b57',
] as const;

type Endings = 'LF' | 'CRLF' | 'CR' | 'mixed';

function endingOf(random: Random, endings: Endings): string {
  if (endings === 'mixed') return random.pick(['\n', '\r\n', '\r']);
  return { LF: '\n', CRLF: '\r\n', CR: '\r' }[endings];
}

function piece(random: Random): string {
  const kind = random.next();
  return kind < 0.7 ? random.pick(plain) : kind < 0.87 ? random.pick(foreign) : random.pick(odd);
}

function line(random: Random): string {
  if (random.chance(0.15)) return random.pick(blanks);
  let text: string = random.pick(blanks);
  for (let count = random.between(1, 9); count > 0; count--)
    text += piece(random) + (random.chance(0.9) ? ' ' : '');
  return text + random.pick(blanks);
}

/** Text of at most so many bytes and hardly less, ended or not. */
function text(random: Random, bytes: number, endings: Endings): string {
  const parts: string[] = [];
  for (let left = bytes; left > 0; ) {
    const next = line(random) + endingOf(random, endings);
    left -= Buffer.byteLength(next);
    if (left >= 0) parts.push(next);
  }
  return parts.join('');
}

const kilobyte = 1024;

/** The sizes: in each hundred one of nothing, one of nearly 5 MB, one of a very long line; most are small. */
function sizeOf(random: Random, index: number): number {
  switch (index % 100) {
    case 0:
    case 1:
      return 0;
    case 40:
      return random.between(256, 1024) * kilobyte;
    case 60:
      return random.between(1024, 5 * 1024 - 2) * kilobyte;
    case 80:
      return 5 * 1024 * kilobyte - 200;
    default:
      return random.chance(0.8) ? random.between(0, 3000) : random.between(3000, 120_000);
  }
}

/** Within a line of up to 400,000 characters. */
function longLine(random: Random): string {
  const most = random.between(20_000, 200_000);
  const parts: string[] = [];
  for (let length = 0; length < most; ) {
    const next = `${piece(random)}${random.pick(['', ' ', '.'])}`;
    parts.push(next);
    length += next.length;
  }
  return parts.join('');
}

function jsonAround(random: Random, endings: Endings): [string, string] {
  const end = endings === 'mixed' ? '\n' : endingOf(random, endings);
  const indent = random.pick(['  ', '\t', '']);
  const row = (name: string, value: string) => `${indent}"${name}": ${value},${end}`;
  const odd = [
    row('nan', 'NaN'),
    row('low', '-Infinity'),
    row('big', '123456789012345678901234567890'),
    row('float', '1.0'),
    row('tiny', '1e-7'),
    row('twice', '1'),
    row('twice', '2'),
    row('escaped', '"\\u00e9\\ud83d\\ude00\\/"'),
  ];
  const cut = random.between(0, odd.length);
  const before = `{${end}${odd.slice(0, cut).join('')}${indent}"text": "a `;
  return [before, ` z",${end}${odd.slice(cut).join('')}${indent}"last": [ ]${end}}${random.pick(['', end])}`];
}

/** What is around the word. */
function surroundings(random: Random, index: number, endings: Endings, isJson: boolean): [string, string] {
  if (isJson) return jsonAround(random, endings);
  const size = sizeOf(random, index);
  const share = random.pick([0, 0.5, 0.99, 1]);
  let before = text(random, Math.round(size * share), endings);
  let after = text(random, size - Buffer.byteLength(before), endings);
  if (index % 100 === 20) [before, after] = [before + longLine(random), longLine(random) + after];
  if (random.chance(0.5)) before += line(random);
  if (random.chance(0.5)) after = line(random) + after;
  // Nothing but the last line is without an end in half of the files.
  if (random.chance(0.5)) after = after.replace(/[\r\n]+$/, '');
  return [before, after];
}

/** What ends a word for the editor. */
const separates = /^$|[ \t\r\n.,()]/;

/** The file of a number. The same seed and number make the same file. */
export function byteCase(seed: number, index: number): ByteCase {
  const random = new Random(seed * 1_000_003 + index);
  const name = `f${String(index).padStart(6, '0')}`;
  const endings = random.pick<Endings>(['LF', 'CRLF', 'CR', 'mixed', 'mixed']);
  const kind = random.pick(['Summary', 'Summary', 'Scratch', 'txt', 'json']);
  const place = kind === 'Summary' || kind === 'Scratch' ? kind : 'file';
  const large = [0, 20, 40, 60, 80].includes(index % 100);
  const isJson = kind === 'json' && !large;
  const key =
    place === 'file'
      ? `sessions/${session}/artifacts/${name}.${isJson ? 'json' : 'txt'}`
      : `sessions/${session}/default/${name}_${place.toLowerCase()}.md`;
  const nothing = index % 100 === 0;
  const [before, after] = nothing ? ['', ''] : surroundings(random, index, endings, isJson);
  const word = nothing ? '' : random.pick(words);
  const mark = !nothing && random.chance(0.25) ? random.pick(['\ufeff', '\ufeff', '\ufeff\ufeff']) : '';
  const bounded = mark.length < 2 && separates.test(before.slice(-1)) && separates.test(after.slice(0, 1));
  const inSight = before.length < 300 && !/[\r\n\u0085\u2028\u2029]/.test(before) && word === 'needle';
  return {
    name,
    key,
    place,
    before: mark + before,
    word,
    after,
    replacement: nothing ? 'first' : isJson ? 'thread' : random.pick(replacements),
    how: bounded && inSight ? 'double-click' : 'find',
  };
}
