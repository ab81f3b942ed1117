import { describe, expect, test } from 'vitest';
import { factsOf, factsWithoutRecord, readRecord } from '#shared/format/record.ts';

const good = '{"id": "s", "created_at": "2026-03-09T12:00:00.123456+00:00", "agent": "a"}';

function facts(content: string | Uint8Array, folder = 's') {
  return factsOf(folder, readRecord(content), 5);
}

describe('the record of a session', () => {
  test('has the library’s defaults', () => {
    expect(facts(good)).toEqual({
      id: 's',
      agent: 'a',
      workflow: '',
      status: 'active',
      createdAt: '2026-03-09T12:00:00.123456+00:00',
      time: Date.UTC(2026, 2, 9, 12, 0, 0, 123),
      problem: null,
      innerId: null,
    });
  });

  test('is known by its folder, whatever id stands inside', () => {
    expect(facts(good, 'copy')).toMatchObject({ id: 'copy', innerId: 's', problem: null });
    expect(facts('{"id": 7, "created_at": ""}', '7').innerId).toBe('7');
  });

  test('shows values of any type in a word', () => {
    const record = facts('{"id": "s", "created_at": 1.0, "agent": null, "workflow": [1.0], "status": NaN}');
    expect(record).toMatchObject({ agent: '', status: 'NaN', createdAt: null, time: 5, problem: null });
    expect(record.workflow).toContain('1.0');
  });

  test.each([
    ['of zero bytes', '', 'unreadable', /is empty; the library treats this session as missing/],
    ['cut short', good.slice(0, 40), 'unreadable', /breaks off before its end/],
    ['with a byte order mark', `\uFEFF${good}`, 'unreadable', /byte order mark/],
    ['without created_at', '{"id": "s"}', 'unreadable', /lacks “created_at”/],
    ['without both', '{}', 'unreadable', /lacks “id” and “created_at”/],
    ['with a comment', `// x\n${good}`, 'unreadable', /line 1, column 1/],
    ['holding a list', '[]', 'fails', /holds a list/],
    ['holding null', 'null', 'fails', /holds a null/],
    ['not in UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'fails', /not valid UTF-8/],
  ])('one %s says what the library makes of it', (_, content, state, problem) => {
    const reading = readRecord(content);
    expect(reading).toMatchObject({ state, problem: expect.stringMatching(problem) });
    expect(factsOf('s', reading, 5)).toMatchObject({ id: 's', problem: expect.stringMatching(problem) });
  });

  test('a damaged one still shows what can be read', () => {
    expect(facts(`\uFEFF${good}`)).toMatchObject({ agent: 'a', time: Date.UTC(2026, 2, 9, 12, 0, 0, 123) });
  });

  test('a session without one is still a session', () => {
    expect(factsWithoutRecord('demo', 5)).toMatchObject({ id: 'demo', time: 5, createdAt: null });
  });
});
