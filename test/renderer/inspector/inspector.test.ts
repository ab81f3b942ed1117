import { describe, expect, test } from 'vitest';
import type { SessionContents } from '#shared/model/session.ts';
import { shortVersion } from '#ui/inspector/file-facts.ts';
import { itemOf } from '#ui/inspector/item-of.ts';
import { sessionProblems } from '#ui/inspector/session-sentences.ts';

const store = 'folder-1';

describe('the row that a selected thing stands for', () => {
  test('files are told by their place', () => {
    const kindOf = (key: string) => itemOf({ kind: 'file', store, key })?.kind;
    expect(kindOf('sessions/one/artifacts/a/b.bin')).toBe('artifact');
    expect(kindOf('agents/a.prompt.md')).toBe('file');
    expect(itemOf({ kind: 'conversation', store, key: 'history/ana%2Fb.json' })).toMatchObject({
      kind: 'history',
      user: 'ana/b',
    });
    expect(itemOf({ kind: 'conversation', store, key: 'sessions/one/messages.json' })?.kind).toBe('messages');
  });

  test('pages of the app have none', () => {
    expect(itemOf({ kind: 'settings' })).toBeNull();
    expect(itemOf({ kind: 'deleted', store })).toBeNull();
  });
});

test('a session that is not as it should be is explained in sentences, the long tail counted', () => {
  const contents: SessionContents = {
    id: 'one',
    facts: {
      id: 'one',
      agent: '',
      workflow: '',
      status: '',
      createdAt: null,
      time: null,
      problem: 'The record is cut off.',
      innerId: '../..',
    },
    record: null,
    messages: null,
    workflows: [],
    artifacts: [],
    otherFiles: [],
    problems: Array.from({ length: 6 }, (_, index) => ({ key: `f${index}`, message: 'No.' })),
    truncated: true,
  };
  const sentences = sessionProblems(contents);
  expect(sentences[0]).toBe('The record is cut off.');
  expect(sentences[1]).toContain('“../..”');
  expect(sentences).toContain('2 more files could not be read.');
  expect(sentences.at(-1)).toMatch(/more files than are counted/);
});

test('a version is shown by its start, without quotes', () => {
  expect(shortVersion('"abc"')).toBe('abc');
  expect(shortVersion('0123456789abcdef0123')).toBe('0123456789abcdef…');
});
