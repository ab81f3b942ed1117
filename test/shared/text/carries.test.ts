import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carries } from '#shared/text/carries.ts';

const report = 'Title\nFirst point\nSecond point\nThird point\n';
const edited = 'Title\nFirst point\nSecond point, corrected\nThird point\n';

describe('an edit is carried by a text', () => {
  test.each([
    ['that goes on after it', report, edited, `${edited}Fourth point\n`],
    ['that begins before it', report, edited, `Preface\n${edited}`],
    ['that changes other lines', report, edited, edited.replace('Title', 'Another title')],
    ['that has no end of its last line', report, edited, `${edited}Fourth point`],
    ['that goes on after what was added at the end', report, `${report}Mine\n`, `${report}Mine\nTheirs\n`],
    ['that puts lines between those that were added', 'a\n', 'a\nb\nc\n', 'a\nb\nnew\nc\n'],
    [
      'that goes on after a line was taken away',
      report,
      report.replace('Title\n', ''),
      'First point\nSecond point\nThird point\nFourth point\n',
    ],
    ['that goes on where there was no file before', '', 'Mine\n', 'Mine\nTheirs\n'],
  ])('%s', (_, base, mine, theirs) => {
    expect(carries(base, mine, theirs)).toBe(true);
  });
});

describe('an edit is not carried by a text', () => {
  test.each([
    ['that is written anew', report, edited, 'Something else\n'],
    ['that is what was edited', report, edited, report],
    ['that is what was edited, and goes on', report, edited, `${report}Fourth point\n`],
    ['that changes the very line', report, edited, edited.replace('corrected', 'corrected again')],
    ['that has the lost line again', report, report.replace('Title\n', ''), `${report}Fourth point\n`],
    [
      'that has the old line beside the new one',
      report,
      edited,
      edited.replace('Third', 'Second point\nThird'),
    ],
    ['that is empty', report, edited, ''],
    ['where the edit changed nothing but the end of the last line', 'a', 'a\n', 'b'],
  ])('%s', (_, base, mine, theirs) => {
    expect(carries(base, mine, theirs)).toBe(false);
  });
});

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', 'd'), { maxLength: 8 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

test('what carries an edit holds all lines that it added, in order', () => {
  fc.assert(
    fc.property(text, text, text, (base, mine, theirs) => {
      fc.pre(carries(base, mine, theirs));
      const rest = theirs.split('\n');
      for (const line of added(base, mine)) {
        const at = rest.indexOf(line);
        expect(at).toBeGreaterThanOrEqual(0);
        rest.splice(0, at + 1);
      }
    }),
  );
});

test('an edit is carried by its own text, and by whatever is appended to it', () => {
  fc.assert(
    fc.property(text, text, fc.stringMatching(/^(new \d\n)*$/), (base, mine, more) => {
      fc.pre(base !== mine);
      expect(carries(base, mine, mine + more)).toBe(true);
    }),
  );
});

/** Lines of the one text that are not among those of the other. */
function added(base: string, mine: string): string[] {
  const before = new Set(base.split('\n'));
  return mine.split('\n').filter((line) => !before.has(line));
}
