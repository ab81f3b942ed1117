import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Scratchpad } from '#core/scratchpad.ts';
import { SessionManager } from '#core/session-manager.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import { InMemoryStorage } from '#storage/memory.ts';

let storage: InMemoryStorage;
let sessions: SessionManager;

beforeEach(() => {
  storage = new InMemoryStorage();
  sessions = new SessionManager(storage);
});

const record = '{"title": "会話", "id": "s", "n": 1.0, "created_at": "x"}\r\n';

describe('sessions', () => {
  test('a new one has a record as the library writes it', async () => {
    const session = await sessions.create({ agent: 'résumé', metadata: { a: [] } });
    const text = await storage.read(`sessions/${session.id}/session.json`);
    expect(session.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(text).toBe(
      `{\n  "id": "${session.id}",\n  "created_at": "${session.createdAt}",\n  "agent": "r\\u00e9sum\\u00e9",\n` +
        '  "workflow": "",\n  "status": "active",\n  "metadata": {\n    "a": []\n  }\n}',
    );
    expect(session.toJson()).toBe(text);
  });

  test('getOrCreate gives the same session twice', async () => {
    const first = await sessions.getOrCreate('s', { agent: 'a' });
    const second = await sessions.getOrCreate('s', { agent: 'b' });
    expect([second.id, second.agent, second.createdAt]).toEqual(['s', 'a', first.createdAt]);
  });

  test('creating never replaces a record, not even a damaged one', async () => {
    await storage.write('sessions/s/session.json', '{"id":');
    await expect(sessions.create({ id: 's' })).rejects.toMatchObject({ code: 'EXISTS' });
    await expect(sessions.getOrCreate('s')).rejects.toMatchObject({ code: 'INVALID' });
    expect(await storage.read('sessions/s/session.json')).toBe('{"id":');
  });

  test('of two that create the same session at once, one wins and both have it', async () => {
    const both = await Promise.all([
      sessions.getOrCreate('s', { agent: 'a' }),
      sessions.getOrCreate('s', { agent: 'b' }),
    ]);
    expect(new Set(both.map((session) => session.agent)).size).toBe(1);
  });

  test.each(['', '..', '../x', 'a/b', 'x\0'])('the id %j is refused', async (id) => {
    await expect(sessions.get(id)).rejects.toMatchObject({ code: 'INVALID_NAME' });
    await expect(sessions.getOrCreate(id)).rejects.toMatchObject({ code: 'INVALID_NAME' });
    await expect(sessions.delete(id)).rejects.toMatchObject({ code: 'INVALID_NAME' });
    await expect(sessions.updateStatus(id, 'x')).rejects.toMatchObject({ code: 'INVALID_NAME' });
  });

  test('a change of status or metadata leaves the rest of the record as it is', async () => {
    await storage.write('sessions/s/session.json', record);
    await sessions.updateStatus('s', 'done');
    const session = await sessions.get('s');
    await session?.setMetadata('größe', 2n ** 64n);
    await session?.updateStatus('error');
    expect(session?.status).toBe('error');
    expect(session?.metadata).toEqual({ größe: 18446744073709551616n });
    expect(await storage.read('sessions/s/session.json')).toBe(
      '{"title": "会話", "id": "s", "n": 1.0, "created_at": "x", "status": "error", "metadata": {"größe": 18446744073709551616}}\r\n',
    );
    await session?.removeMetadata('größe');
    expect(session?.metadata).toEqual({});
  });

  test('a status for no session, or for a damaged one, is an error and not silence', async () => {
    await storage.write('sessions/broken/session.json', '[]');
    await expect(sessions.updateStatus('nobody', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(sessions.updateStatus('broken', 'x')).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('deleting takes everything below the folder and nothing beside it', async () => {
    for (const key of ['sessions/a/session.json', 'sessions/a/w/n_summary.md', 'sessions/ab/x'])
      await storage.write(key, 'x');
    expect(await sessions.delete('a')).toBe(true);
    expect(await storage.list('')).toEqual(['sessions/ab/x']);
    expect(await sessions.delete('a')).toBe(false);
  });

  test('all sessions are listed, also those without a record', async () => {
    for (const key of ['sessions/b/.keep', 'sessions/a/w/n_summary.md', 'sessions/README.txt', 'x/y/z'])
      await storage.write(key, '');
    expect(await sessions.listSessions()).toEqual(['a', 'b']);
  });
});

test('a folder is a session only if a file lies somewhere below it, as the library has it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sessions-'));
  const inFolder = new FileSystemStorage(root);
  try {
    for (const path of ['empty', 'empty-too/w/artifacts', 'deep/w/x', 'full'])
      await mkdir(join(root, 'sessions', path), { recursive: true });
    for (const path of ['deep/w/x/n_summary.md', 'full/session.json'])
      await writeFile(join(root, 'sessions', path), '');
    await symlink(join(root, 'sessions', 'full'), join(root, 'sessions', 'link'), 'junction');
    expect(await new SessionManager(inFolder).listSessions()).toEqual(['deep', 'full']);
  } finally {
    await inFolder.close();
    await rm(root, { recursive: true });
  }
});

describe('the conversation of a session', () => {
  test('is kept in messages.json, after what the record holds', async () => {
    const inRecord = '[{"role": "system", "content": "old"}]';
    await storage.write('sessions/s/session.json', `{"id": "s", "created_at": "", "messages": ${inRecord}}`);
    const session = await sessions.getOrCreate('s');
    await session.addMessage({ role: 'user', content: 'Hello' });
    await session.addMessage({
      role: 'assistant',
      toolCalls: [{ id: '1', name: 'search', input: { q: 'x' } }],
    });
    expect((await session.messages()).map((message) => [message.role, message.content])).toEqual([
      ['system', 'old'],
      ['user', 'Hello'],
      ['assistant', ''],
    ]);
  });

  test('keeps what it does not know when a message is added', async () => {
    const key = 'sessions/s/messages.json';
    const session = await sessions.getOrCreate('s');
    await storage.write(key, '[\n  {"role": "user", "mood": 1.0}\n]\n');
    await session.addMessage({ role: 'assistant', content: 'é' });
    expect(await storage.read(key)).toMatch(
      /^\[\n {2}\{"role": "user", "mood": 1\.0\},\n {2}\{\n {4}"role": "assistant",\n {4}"content": "\\u00e9",/,
    );
    expect(await session.messages()).toHaveLength(2);
  });

  test('loses none of many added at once', async () => {
    const session = await sessions.getOrCreate('s');
    await Promise.all(['a', 'b', 'c', 'd'].map((content) => session.addMessage({ role: 'user', content })));
    expect((await session.messages()).map((message) => message.content).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('says which message cannot be read', async () => {
    const session = await sessions.getOrCreate('s');
    await storage.write('sessions/s/messages.json', '[{"role": "user"}, {"role": "robot"}]');
    await expect(session.messages()).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('Message 2'),
    });
  });
});

describe('a scratchpad', () => {
  const pad = () => new Scratchpad({ storage, sessionId: 's', nodeId: 'research', workflow: 'team/a' });

  test('has two files where the library looks for them', async () => {
    expect(await pad().readScratch()).toBeNull();
    expect(await pad().readSummary()).toBeNull();
    await pad().writeScratch('notes\r\n');
    await pad().writeSummary('');
    expect(await pad().readScratch()).toBe('notes\r\n');
    expect(await pad().readSummary()).toBe('');
    expect(await storage.list('')).toEqual([
      'sessions/s/team/a/research_scratch.md',
      'sessions/s/team/a/research_summary.md',
    ]);
  });

  test('appends after a blank line, and to nothing without one', async () => {
    await pad().appendScratch('one');
    await pad().appendScratch('two');
    await pad().writeSummary('');
    await pad().appendSummary('three');
    expect(await pad().readScratch()).toBe('one\n\ntwo');
    expect(await pad().readSummary()).toBe('three');
  });

  test('loses nothing when two append at once', async () => {
    await Promise.all([pad().appendScratch('one'), pad().appendScratch('two'), pad().appendScratch('three')]);
    expect((await pad().readScratch())?.split('\n\n').sort()).toEqual(['one', 'three', 'two']);
  });

  test.each([
    { sessionId: '..' },
    { workflow: '../..' },
    { workflow: '' },
    { nodeId: '../../x' },
    { nodeId: 'a\0' },
  ])('%j is refused', (wrong) => {
    expect(() => new Scratchpad({ storage, sessionId: 's', nodeId: 'n', ...wrong })).toThrow(
      expect.objectContaining({ code: 'INVALID_NAME' }),
    );
  });
});
