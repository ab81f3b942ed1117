import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  artifactKey,
  historyKey,
  isSessionNote,
  memoriesFolder,
  messagesKey,
  placeOf,
  recordKey,
  scratchKey,
  sessionOf,
  summaryKey,
} from '#shared/format/layout.ts';

/** Any text that is one legal segment. */
const segment = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..' && text.isWellFormed());
const workflow = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'))
  .filter((name) => name.split('/')[0] !== 'artifacts');

describe('keys of the store', () => {
  test('a node and its place are the same thing said twice', () => {
    fc.assert(
      fc.property(segment, workflow, segment, (session, name, node) => {
        expect(placeOf(scratchKey(session, name, node))).toEqual({
          kind: 'scratch',
          session,
          workflow: name,
          node,
        });
        expect(placeOf(summaryKey(session, name, node))).toEqual({
          kind: 'summary',
          session,
          workflow: name,
          node,
        });
      }),
    );
  });

  test('an artifact of any name is found again', () => {
    fc.assert(
      fc.property(segment, fc.array(segment, { minLength: 1 }), (session, parts) => {
        const name = parts.join('/');
        expect(placeOf(artifactKey(session, name))).toEqual({ kind: 'artifact', session, name });
      }),
    );
  });

  test('any user id is one segment, and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (user) => {
        fc.pre(user.isWellFormed());
        const key = historyKey(user);
        expect(key.split('/')).toHaveLength(2);
        expect(key).not.toMatch(/[\\:*?"<>|\0]/);
        expect(placeOf(key)).toEqual({ kind: 'history', user });
      }),
    );
    expect(historyKey('../alice@example.com')).toBe('history/..%2Falice%40example.com.json');
  });

  const escapes = ['', '.', '..', '../x', 'a/../../b', '/etc/passwd', 'a//b', 'a/', 'x\0y', '\ud83d'];

  test.each(escapes)('nothing is built from %j that could leave its folder', (name) => {
    expect(() => recordKey(name)).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => messagesKey(name)).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => artifactKey('s', name)).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => scratchKey('s', name, 'n')).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => summaryKey(name, 'w', 'n')).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
  });

  test('ids, agents and users are one segment', () => {
    for (const name of ['a/b', '../b']) {
      expect(() => recordKey(name)).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
      expect(() => memoriesFolder(name)).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    }
    expect(() => historyKey('')).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => historyKey('\ud83d')).toThrow(expect.objectContaining({ code: 'INVALID_NAME' }));
    expect(() => scratchKey('s', 'w', '../../../x')).toThrow(
      expect.objectContaining({ code: 'INVALID_NAME' }),
    );
  });
});

describe('the place of a file', () => {
  test.each([
    ['sessions/s/session.json', { kind: 'record', session: 's' }],
    ['sessions/s/messages.json', { kind: 'messages', session: 's' }],
    ['sessions/s/w/exec_summary.md', { kind: 'summary', session: 's', workflow: 'w', node: 'exec' }],
    [
      'sessions/s/w/exec_summary_summary.md',
      { kind: 'summary', session: 's', workflow: 'w', node: 'exec_summary' },
    ],
    [
      'sessions/s/w/x_summary_scratch.md',
      { kind: 'scratch', session: 's', workflow: 'w', node: 'x_summary' },
    ],
    ['sessions/s/team/a/n_scratch.md', { kind: 'scratch', session: 's', workflow: 'team/a', node: 'n' }],
    ['sessions/s/w/_summary.md', { kind: 'summary', session: 's', workflow: 'w', node: '' }],
    ['sessions/s/w/session.json', { kind: 'session-file', session: 's', path: 'w/session.json' }],
    ['sessions/s/w/diagram.md', { kind: 'session-file', session: 's', path: 'w/diagram.md' }],
    ['sessions/s/root_summary.md', { kind: 'session-file', session: 's', path: 'root_summary.md' }],
    ['sessions/s/artifacts/a_summary.md', { kind: 'artifact', session: 's', name: 'a_summary.md' }],
    ['sessions/s/artifacts/b/c', { kind: 'artifact', session: 's', name: 'b/c' }],
    [
      'sessions/s/artifacts_old/n_summary.md',
      { kind: 'summary', session: 's', workflow: 'artifacts_old', node: 'n' },
    ],
    [
      'sessions/s/w/artifacts/n_summary.md',
      { kind: 'summary', session: 's', workflow: 'w/artifacts', node: 'n' },
    ],
    ['history/100%.json', { kind: 'history', user: '100%' }],
    [
      'agents/a_memories/20260105_080000_119569.md',
      { kind: 'memory', agent: 'a', name: '20260105_080000_119569.md' },
    ],
    ['sessions/README.txt', { kind: 'other' }],
    ['workflows/x.workflow.md', { kind: 'other' }],
  ])('%s', (key, place) => {
    expect(placeOf(key)).toEqual(place);
  });

  test('a session exists as soon as a file lies below its folder', () => {
    expect(sessionOf('sessions/.hidden/x')).toBe('.hidden');
    expect(sessionOf('sessions/README.txt')).toBeNull();
    expect(sessionOf('other/a/b')).toBeNull();
  });

  test('session notes are all summaries below the session, wherever they lie', () => {
    expect(isSessionNote('s', 'sessions/s/artifacts/q1_summary.md')).toBe(true);
    expect(isSessionNote('s', 'sessions/s/root_summary.md')).toBe(true);
    expect(isSessionNote('s', 'sessions/s/w/n_scratch.md')).toBe(false);
    expect(isSessionNote('s', 'sessions/s2/w/n_summary.md')).toBe(false);
  });
});
