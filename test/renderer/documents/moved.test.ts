import { describe, expect, it } from 'vitest';
import type { FileFacts, SessionContents } from '#shared/model/session.ts';
import { announce } from '#ui/client/events.ts';
import { followWhereabouts, type Searched, type Whereabouts, whereIs } from '#ui/documents/moved.ts';
import { refusal } from './fakes.ts';

const key = 'sessions/s/w/n_summary.md';
const text = 'What was read.\n';

const bytes = (content: string) => new TextEncoder().encode(content).length;

/** A session that holds files, by key; null where it is gone. */
function session(files: Record<string, string> | null): Searched & { reads: string[] } {
  const reads: string[] = [];
  const facts = Object.entries(files ?? {}).map(
    ([name, content]): FileFacts => ({ key: name, size: bytes(content), modifiedAt: 0, version: 'v' }),
  );
  return {
    reads,
    async contents() {
      if (files === null) throw refusal('NOT_FOUND', { where: 'sessions/s' });
      return {
        record: null,
        messages: null,
        workflows: [],
        artifacts: facts,
        otherFiles: [],
      } as unknown as SessionContents;
    },
    async read(_store, name) {
      reads.push(name);
      return { text: files?.[name] ?? null };
    },
  };
}

const find = (searched: Searched, what = text) =>
  whereIs('store', key, what, new AbortController().signal, searched);

describe('a file that is not where it was', () => {
  it('was moved where its bytes lie under another key of its session', async () => {
    const to = 'sessions/s/other/n_summary.md';
    expect(await find(session({ 'sessions/s/a.md': 'x', [to]: text }))).toEqual({ kind: 'moved', key: to });
  });

  it('was deleted where nothing there is the same, and only what is as large is read', async () => {
    const searched = session({ 'sessions/s/a.md': 'x', 'sessions/s/b.md': text.toUpperCase() });
    expect(await find(searched)).toEqual({ kind: 'deleted' });
    expect(searched.reads).toEqual(['sessions/s/b.md']);
  });

  it('was empty and is not taken for any other empty file', async () => {
    expect(await find(session({ 'sessions/s/a.md': '' }), '')).toEqual({ kind: 'deleted' });
  });

  it('went with its session', async () => {
    expect(await find(session(null))).toEqual({ kind: 'session-gone', session: 's' });
  });

  it('belongs to no session: nothing is searched', async () => {
    const searched = session(null);
    expect(await whereIs('store', 'agents/a.md', text, new AbortController().signal, searched)).toEqual({
      kind: 'deleted',
    });
  });

  it('is looked for again as its session changes, once for all changes that come meanwhile', async () => {
    const to = 'sessions/s/other/n_summary.md';
    const before = session({ 'sessions/s/a.md': 'x' });
    const after = session({ [to]: text });
    let listed = 0;
    let release = () => {};
    const searched: Searched = {
      async contents(...of) {
        listed += 1;
        if (listed > 1) return after.contents(...of);
        await new Promise<void>((resolve) => (release = resolve));
        return before.contents(...of);
      },
      read: (...of) => after.read(...of),
    };
    const found: Whereabouts[] = [];
    const stop = followWhereabouts(
      { store: 'store', key, savedText: text },
      (one) => found.push(one),
      searched,
    );
    for (let written = 0; written < 5; written++)
      announce({ kind: 'changed', store: 'store', keys: [`sessions/s/${written}.md`] });
    announce({ kind: 'changed', store: 'store', keys: ['sessions/another/a.md'] });
    release();
    await expect.poll(() => found).toEqual([{ kind: 'deleted' }, { kind: 'moved', key: to }]);
    stop();
    expect(listed).toBe(2);
  });
});
