import { describe, expect, test } from 'vitest';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { isAffected, joinTargets, keysOf } from '#ui/deletion/affected.ts';
import type { TabRef } from '#ui/shell/tab-ref.ts';

const store = 'folder-1';
const session: DeletionTarget = { kind: 'session', session: 'one' };
const node: DeletionTarget = { kind: 'node', session: 'one', workflow: 'w', node: 'n' };
const files: DeletionTarget = {
  kind: 'files',
  keys: ['sessions/one/artifacts/a.bin', 'sessions/one/session.json'],
};

const tabs: Record<string, TabRef> = {
  overview: { kind: 'session', store, session: 'one' },
  node: { kind: 'node', store, session: 'one', workflow: 'w', node: 'n' },
  otherNode: { kind: 'node', store, session: 'one', workflow: 'w', node: 'm' },
  record: { kind: 'record', store, session: 'one' },
  messages: { kind: 'conversation', store, key: 'sessions/one/messages.json' },
  artifact: { kind: 'file', store, key: 'sessions/one/artifacts/a.bin' },
  neighbour: { kind: 'session', store, session: 'one-more' },
  neighbourFile: { kind: 'file', store, key: 'sessions/one-more/artifacts/a.bin' },
  otherStore: { kind: 'session', store: 'folder-2', session: 'one' },
  deleted: { kind: 'deleted', store },
  settings: { kind: 'settings' },
};

const affected = (target: DeletionTarget) =>
  Object.keys(tabs).filter((name) => {
    const ref = tabs[name];
    return ref !== undefined && isAffected(ref, store, target);
  });

describe('tabs of what is deleted', () => {
  test('a session takes everything below it, and nothing of a session whose name only starts the same', () => {
    expect(affected(session)).toEqual(['overview', 'node', 'otherNode', 'record', 'messages', 'artifact']);
  });

  test('a node takes its own tab', () => {
    expect(affected(node)).toEqual(['node']);
  });

  test('files take the tabs that show them, the record by its key', () => {
    expect(affected(files)).toEqual(['record', 'artifact']);
  });
});

describe('several things at one stroke', () => {
  test('files become one target, in pieces that fit a call', () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `sessions/one/artifacts/${index}`);
    const joined = joinTargets([session, { kind: 'files', keys }, files]);
    expect(joined.map((target) => (target.kind === 'files' ? target.keys.length : target.kind))).toEqual([
      'session',
      1000,
      502,
    ]);
    expect(joined.flatMap((target) => (target.kind === 'files' ? target.keys : []))).toEqual([
      ...keys,
      ...(files.kind === 'files' ? files.keys : []),
    ]);
  });

  test('a deletion names what it touched: a session by its folder, a node by both files', () => {
    expect(keysOf(session)).toEqual(['sessions/one']);
    expect(keysOf(node)).toEqual(['sessions/one/w/n_scratch.md', 'sessions/one/w/n_summary.md']);
  });
});
