import { beforeEach, describe, expect, test } from 'vitest';
import { HistoryPersistence } from '#core/history/history-persistence.ts';
import { MultiUserHistory } from '#core/history/multi-user-history.ts';
import { InMemoryStorage } from '#storage/memory.ts';

let storage: InMemoryStorage;

beforeEach(() => {
  storage = new InMemoryStorage();
});

function contents(history: MultiUserHistory, user: string): string[] {
  return history.get(user).map((message) => message.content);
}

describe('the history of many users', () => {
  test('keeps them apart', () => {
    const history = new MultiUserHistory();
    history.append('alice', 'user', 'a');
    history.append('bob', 'user', 'b');
    expect([contents(history, 'alice'), contents(history, 'bob'), contents(history, 'carol')]).toEqual([
      ['a'],
      ['b'],
      [],
    ]);
  });

  test('keeps the newest messages, fifty unless told otherwise', () => {
    const history = new MultiUserHistory();
    const short = new MultiUserHistory({ maxHistory: 2 });
    for (let i = 0; i < 60; i++) {
      history.append('u', 'user', String(i));
      short.append('u', 'user', String(i));
    }
    expect(history.get('u')).toHaveLength(50);
    expect(contents(history, 'u')[0]).toBe('10');
    expect(contents(short, 'u')).toEqual(['58', '59']);
  });

  test('goes on where it was saved', async () => {
    const first = new MultiUserHistory({ storage });
    first.append('alice', 'user', 'Hello');
    await first.save('alice');
    const second = new MultiUserHistory({ storage });
    second.append('alice', 'user', 'said before loading');
    await second.load('alice');
    await second.load('alice');
    expect(contents(second, 'alice')).toEqual(['Hello', 'said before loading']);
    second.clear('alice');
    await second.load('alice');
    expect(contents(second, 'alice')).toEqual(['Hello']);
  });

  test('without a store is gone with the process', async () => {
    const history = new MultiUserHistory();
    await history.load('u');
    history.append('u', 'user', 'x');
    await expect(history.save('u')).resolves.toBeUndefined();
  });
});

describe('the history in a store', () => {
  test('is a JSON list in the library’s field names', async () => {
    const persistence = new HistoryPersistence({ storage });
    const message = {
      role: 'assistant' as const,
      content: 'é',
      toolCalls: [{ id: '1', name: 'search', input: { n: 1 } }],
      toolResults: [{ toolCallId: '1', content: 'x', isError: true }],
      metadata: { a: [] },
    };
    await persistence.save('../a@b', [message]);
    const text = await storage.read('history/..%2Fa%40b.json');
    expect(JSON.parse(text)).toEqual([
      {
        role: 'assistant',
        content: 'é',
        tool_calls: [{ id: '1', name: 'search', input: { n: 1 } }],
        tool_results: [{ tool_call_id: '1', content: 'x', is_error: true }],
        metadata: { a: [] },
      },
    ]);
    expect(text.startsWith('[\n  {\n    "role": "assistant",\n    "content": "\\u00e9",')).toBe(true);
    expect(await persistence.load('../a@b')).toEqual([message]);
  });

  test('takes missing fields as empty', async () => {
    await storage.write('history/u.json', '[{"role": "user", "tool_calls": null, "extra": NaN}]');
    expect(await new HistoryPersistence({ storage }).load('u')).toEqual([
      { role: 'user', content: '', toolCalls: [], toolResults: [], metadata: {} },
    ]);
  });

  test('is not written over when another has written since it was loaded', async () => {
    const mine = new HistoryPersistence({ storage });
    const other = new HistoryPersistence({ storage });
    await mine.load('u');
    await other.save('u', [{ role: 'user', content: 'other' }]);
    await expect(mine.save('u', [])).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await mine.load('u')).toHaveLength(1);
    await mine.save('u', []);
    expect(await other.load('u')).toEqual([]);
  });

  test.each(['{}', '[1]', '[{"role": "robot"}]', '[{"role": "user", "content": 1}]', '['])(
    'that holds %s is refused',
    async (text) => {
      await storage.write('history/u.json', text);
      await expect(new HistoryPersistence({ storage }).load('u')).rejects.toMatchObject({ code: 'INVALID' });
    },
  );
});
