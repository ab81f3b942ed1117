import { expect, test } from 'vitest';
import { sessionOf } from '#ui/sessions/selected.ts';

const store = 'folder-1';

test('the session of a thing is found, whatever kind of thing it is', () => {
  const ofSession = { store, session: 'one' };
  expect(sessionOf({ kind: 'session', ...ofSession })).toEqual(ofSession);
  expect(sessionOf({ kind: 'workflow', ...ofSession, workflow: 'w' })).toEqual(ofSession);
  expect(sessionOf({ kind: 'file', store, key: 'sessions/one/artifacts/a/b.bin' })).toEqual(ofSession);
  expect(sessionOf({ kind: 'conversation', store, key: 'sessions/one/messages.json' })).toEqual(ofSession);
});

test('what belongs to no session has none', () => {
  expect(sessionOf({ kind: 'file', store, key: 'agents/a.prompt.md' })).toBeNull();
  expect(sessionOf({ kind: 'conversation', store, key: 'history/ana.json' })).toBeNull();
  expect(sessionOf({ kind: 'store', store })).toBeNull();
  expect(sessionOf({ kind: 'settings' })).toBeNull();
  expect(sessionOf(null)).toBeNull();
});
