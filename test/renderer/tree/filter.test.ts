import { describe, expect, test } from 'vitest';
import type { SessionContents, SessionFacts } from '#shared/model/session.ts';
import { filterSessions, matcher } from '#ui/tree/filter.ts';
import { newStoreData } from '#ui/tree/store-data.ts';

const facts = (id: string, agent: string): SessionFacts => ({
  id,
  agent,
  workflow: 'research_pipeline',
  status: 'active',
  createdAt: null,
  time: null,
  problem: null,
  innerId: null,
});

function data(ids: string[]) {
  const made = newStoreData('one');
  made.ids = ids;
  return made;
}

async function found(store: ReturnType<typeof data>, text: string, order: Int32Array | null = null) {
  const matches = matcher(text);
  if (!matches) throw new Error('no text');
  const result = await filterSessions(store, order, matches, new AbortController().signal);
  return { ids: [...(result?.order ?? [])].map((index) => store.ids[index]), byContents: result?.byContents };
}

describe('a filter', () => {
  test('is none where nothing but space is typed', () => {
    expect(matcher('  ')).toBeNull();
  });

  test('wants every word, in any case and order', () => {
    const matches = matcher('Pipe research');
    expect(matches?.('research_pipeline')).toBe(true);
    expect(matches?.('research')).toBe(false);
  });
});

describe('filtering sessions', () => {
  test('looks at ids, and at agent, workflow and status where they are known', async () => {
    const store = data(['abc', 'def', 'ghi']);
    store.facts.set('def', facts('def', 'abacus'));
    expect((await found(store, 'ab')).ids).toEqual(['abc', 'def']);
    expect((await found(store, 'active research')).ids).toEqual(['def']);
  });

  test('keeps the order in which sessions stand', async () => {
    expect((await found(data(['a1', 'b', 'a2']), 'a', Int32Array.from([2, 1, 0]))).ids).toEqual(['a2', 'a1']);
  });

  test('finds a session by a node or an artifact in it, if its contents are known', async () => {
    const store = data(['one', 'two']);
    const contents: SessionContents = {
      id: 'two',
      facts: facts('two', ''),
      record: null,
      messages: null,
      workflows: [
        {
          name: 'w',
          nodes: [{ id: 'analyze', scratch: null, summary: null, defined: true }],
          order: 'definition',
          otherFiles: [],
        },
      ],
      artifacts: [{ key: 'sessions/two/artifacts/chart.png', size: 1, modifiedAt: 0, version: null }],
      otherFiles: [],
      problems: [],
      truncated: false,
    };
    store.contents.set('two', { value: contents, error: null, loading: false });
    expect(await found(store, 'analy')).toEqual({ ids: ['two'], byContents: new Set(['two']) });
    expect((await found(store, 'chart')).ids).toEqual(['two']);
    expect((await found(store, 'two')).byContents).toEqual(new Set());
  });

  test('answers null once it is given up', async () => {
    const many = data(Array.from({ length: 400_000 }, (_, index) => `session ${index}`));
    const controller = new AbortController();
    const running = filterSessions(many, null, () => performance.now() > 0, controller.signal);
    controller.abort();
    expect(await running).toBeNull();
  });
});
