import { beforeEach, describe, expect, test } from 'vitest';
import { ContextAssembler } from '#core/context/context-assembler.ts';
import { promptVariables, renderPrompt } from '#core/context/prompt-template.ts';
import { FileMemory } from '#core/file-memory.ts';
import { InMemoryStorage } from '#storage/memory.ts';

let storage: InMemoryStorage;

beforeEach(() => {
  storage = new InMemoryStorage();
});

describe('a prompt', () => {
  test('has its placeholders filled, and keeps those without a value', () => {
    const template = '{{a}} {{ b }} {{größe}} {{missing}} {{none}} {{constructor}} {{a-b}}';
    expect(renderPrompt(template, { a: '$& {{größe}}', größe: 2, none: null })).toBe(
      '$& {{größe}} {{ b }} 2 {{missing}} {{none}} {{constructor}} {{a-b}}',
    );
    expect(promptVariables(template)).toEqual(['a', 'größe', 'missing', 'none', 'constructor']);
  });
});

describe('what an agent is given', () => {
  test('is prompt, context files, memories and session notes, joined as the library joins them', async () => {
    await storage.write('agents/style.context.md', '---\nname: style\n---\nShort.\n');
    await storage.write('agents/empty.context.md', '');
    await storage.write('agents/a_memories/1.md', '---\nx: 1\n---\nOld citations');
    await storage.write('agents/a_memories/2.md', 'New Citations');
    await storage.write('sessions/s/w/b_summary.md', 'B');
    await storage.write('sessions/s/w/a_summary.md', 'A\n');
    await storage.write('sessions/s/w/c_summary.md', '');
    const assembler = new ContextAssembler({ storage, memory: new FileMemory({ storage, agent: 'a' }) });
    const prompt = await assembler.assemble({
      config: { contextFiles: ['style.context.md', 'missing.context.md', 'empty.context.md'] },
      promptBody: 'Today is {{date}}.',
      variables: { date: 'Monday' },
      sessionId: 's',
      query: 'citations',
    });
    expect(prompt).toBe(
      'Today is Monday.\n' +
        '\n---\n---\nname: style\n---\nShort.\n\n' +
        '\n---\n## Relevant Memory\nNew Citations\nOld citations\n' +
        '\n---\n## Session Context\nA\n\n\nB',
    );
  });

  test('is the prompt alone where there is nothing else', async () => {
    expect(await new ContextAssembler().assemble({ promptBody: 'x', sessionId: 's', query: 'q' })).toBe('x');
    expect(await new ContextAssembler({ storage }).assemble({ promptBody: 'x', sessionId: 's' })).toBe('x');
  });

  test('is nothing at all where a note is not text, but memories that are not are left out', async () => {
    const broken = new Uint8Array([0xff]);
    await storage.writeBytes('agents/default_memories/1.md', broken);
    const assembler = new ContextAssembler({ storage, memory: new FileMemory({ storage }) });
    expect(await assembler.assemble({ promptBody: 'x', query: 'q', sessionId: 's' })).toBe('x');
    await storage.writeBytes('sessions/s/artifacts/n_summary.md', broken);
    const assembled = assembler.assemble({ promptBody: 'x', sessionId: 's' });
    await expect(assembled).rejects.toMatchObject({ code: 'NOT_TEXT' });
  });

  test('never comes from outside the agents’ folder', async () => {
    const assembled = new ContextAssembler({ storage }).assemble({
      promptBody: '',
      config: { contextFiles: ['../secret'] },
    });
    await expect(assembled).rejects.toMatchObject({ code: 'INVALID_NAME' });
  });
});

describe('long-term memory', () => {
  test('stores an entry as the library does', async () => {
    const memory = new FileMemory({ storage, agent: 'researcher' });
    const key = await memory.store('Likes tea.', { source: 'session', tags: ['a', 'b c'], score: 0.5 });
    expect(key).toMatch(/^agents\/researcher_memories\/\d{8}_\d{6}_\d{6}\.md$/);
    expect(await storage.read(key)).toMatch(
      /^---\ncreated_at: [\d-]{10}T[\d:.]+\+00:00\ntags: \[a, b c\]\nsource: session\nscore: 0\.5\n---\nLikes tea\.$/,
    );
    expect(await memory.search('TEA')).toEqual([{ content: 'Likes tea.', path: key, score: 1 }]);
  });

  test('loses no entry of the same instant, and finds the newest first, five unless told otherwise', async () => {
    const memory = new FileMemory({ storage });
    const keys: string[] = [];
    for (let i = 0; i < 20; i++) keys.push(await memory.store(`n ${i}`));
    expect(await memory.listEntries()).toEqual(keys);
    expect((await memory.search('N ')).map((found) => found.path)).toEqual(keys.toReversed().slice(0, 5));
    expect(await memory.search('n', { limit: 12 })).toHaveLength(12);
    expect(await memory.search('n 7 and more')).toEqual([]);
  });

  test.each([{ note: 'a --- b' }, { note: 'a\nb' }, { 'a---b': 1 }, { tags: ['---'] }])(
    'refuses %j, which the library would take for the end of the front matter',
    async (metadata) => {
      const stored = new FileMemory({ storage }).store('x', metadata);
      await expect(stored).rejects.toMatchObject({ code: 'INVALID' });
      expect(await storage.list('')).toEqual([]);
    },
  );

  test('deletes its own entries alone', async () => {
    const memory = new FileMemory({ storage, agent: 'a' });
    const key = await memory.store('x');
    await storage.write('agents/a_memories_old/1.md', 'y');
    await expect(memory.delete('agents/a_memories_old/1.md')).rejects.toMatchObject({ code: 'INVALID_NAME' });
    expect(await memory.listEntries()).toEqual([key]);
    expect(await memory.delete(key)).toBe(true);
    expect(await memory.listEntries()).toEqual([]);
  });
});
