import { describe, expect, test } from 'vitest';
import type { FileFacts, SessionContents, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import { filesOf, lanesOf, sortArtifacts, totalSize } from '#ui/sessions/lanes.ts';
import { digestOf } from '#ui/sessions/preview-messages.ts';
import { metadataOf } from '#ui/sessions/record-metadata.ts';

const file = (key: string, size = 10, modifiedAt = 1000): FileFacts => ({
  key,
  size,
  modifiedAt,
  version: null,
});

const contents: SessionContents = {
  id: 's',
  facts: {
    id: 's',
    agent: '',
    workflow: '',
    status: 'active',
    createdAt: null,
    time: null,
    problem: null,
    innerId: null,
  },
  record: file('record', 1),
  messages: null,
  workflows: [
    {
      name: 'research',
      order: 'time',
      otherFiles: [file('loose', 2)],
      nodes: [
        { id: 'report', scratch: file('r_scratch', 3, 50), summary: file('r_summary', 4, 70), defined: true },
        { id: 'extra', scratch: file('x_scratch', -1, 60), summary: null, defined: false },
      ],
    },
  ],
  artifacts: [file('b', 5, 30), file('a', 9, 20)],
  otherFiles: [file('other', 6)],
  problems: [],
  truncated: false,
};

const definition: WorkflowDefinitionFacts = {
  name: 'research',
  key: null,
  description: 'Find and write.',
  problems: [],
  nodes: [
    { id: 'search', agent: 'searcher', handler: null, next: ['report'] },
    { id: 'report', agent: null, handler: 'write', next: [] },
  ],
};

describe('workflows of a session', () => {
  test('stand in the order of their definition, with what is not written yet and what it does not name', () => {
    const [lane] = lanesOf(contents, [definition]);
    expect(lane?.order).toBe('definition');
    expect(lane?.nodes.map(({ id, runner, next, writtenAt }) => [id, runner, next, writtenAt])).toEqual([
      ['search', 'searcher', ['report'], null],
      ['report', 'write', [], 70],
      ['extra', null, [], 60],
    ]);
  });

  test('without a readable definition are what was written, as listed', () => {
    for (const definitions of [[], [{ ...definition, nodes: [], problems: ['broken'] }]]) {
      const [lane] = lanesOf(contents, definitions);
      expect(lane?.nodes.map(({ id }) => id)).toEqual(['report', 'extra']);
      expect(lane?.order).toBe('time');
    }
  });
});

test('a session counts every file, and sizes that are known', () => {
  expect(filesOf(contents).length).toBe(8);
  expect(totalSize(filesOf(contents))).toBe(1 + 2 + 3 + 4 + 5 + 9 + 6);
});

test('artifacts sort by name as listed, the largest first, the newest first', () => {
  const names = (order: 'name' | 'size' | 'time') =>
    sortArtifacts(contents.artifacts, order).map(({ key }) => key);
  expect([names('name'), names('size'), names('time')]).toEqual([
    ['b', 'a'],
    ['a', 'b'],
    ['b', 'a'],
  ]);
});

describe('the preview of a conversation', () => {
  const conversation = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, index) => ({ role: 'user', content: `${index}` })));

  test('shows a short one whole and of a long one both ends', () => {
    expect(digestOf(conversation(8))).toMatchObject({ count: 8, hidden: 0, last: [] });
    const long = digestOf(conversation(30));
    expect(long.hidden).toBe(23);
    expect([...long.first, ...long.last].map(({ content }) => content)).toEqual([
      '0',
      '1',
      '2',
      '26',
      '27',
      '28',
      '29',
    ]);
  });

  test('counts what tools reported as errors, and refuses what is no conversation', () => {
    const failed = { role: 'tool_result', tool_results: [{ content: '429', is_error: true }] };
    expect(digestOf(JSON.stringify([failed])).errors).toBe(1);
    expect(() => digestOf('{}')).toThrow(/not a list/);
  });
});

test('metadata stands as it is written', () => {
  const record =
    '{"metadata": {"n": 1.0, "big": 12345678901234567890, "s": "caf\\u00e9", "o": {"a":\n [NaN]}}}';
  expect(metadataOf(record)).toEqual([
    { key: 'n', value: '1.0' },
    { key: 'big', value: '12345678901234567890' },
    { key: 's', value: '"café"' },
    { key: 'o', value: '{"a": [NaN]}' },
  ]);
  for (const other of ['{', '[]', '{"metadata": 3}']) expect(metadataOf(other)).toEqual([]);
});
