import { describe, expect, it } from 'vitest';
import { readConversation, toolNames } from '#ui/conversations/read-conversation.ts';

describe('readConversation', () => {
  it('reads a file of messages; missing fields are empty', () => {
    expect(readConversation('[{"role": "user", "content": "hi"}]').messages).toEqual([
      { role: 'user', content: 'hi', toolCalls: [], toolResults: [], metadata: {} },
    ]);
  });

  it('reads the messages of a record', () => {
    const record = '{"id": "a", "messages": [{"role": "assistant", "content": "yes"}]}';
    expect(readConversation(record).messages).toMatchObject([{ role: 'assistant', content: 'yes' }]);
  });

  it('says which message cannot be read', () => {
    expect(readConversation('[{"role": "user"}, {"role": "nobody"}]')).toMatchObject({
      messages: null,
      problem: expect.stringContaining('Message 2'),
    });
  });

  it('says that a text is no conversation', () => {
    for (const text of ['', '{', '{"a": 1}', '"text"', 'null'])
      expect(readConversation(text), text).toMatchObject({ messages: null, problem: expect.any(String) });
  });
});

it('knows a tool by the id of its call', () => {
  const calls = '[{"role": "assistant", "tool_calls": [{"id": "c1", "name": "search", "input": {}}]}]';
  expect(toolNames(readConversation(calls).messages ?? [])).toEqual(new Map([['c1', 'search']]));
});
