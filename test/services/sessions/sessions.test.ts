import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FileSystemStorage, InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const fixture = new URL('../../fixtures/upstream-store/', import.meta.url).pathname;
const expected = JSON.parse(readFileSync(`${fixture}expected.json`, 'utf8')) as {
  list_sessions: string[];
  sessions: Record<string, { get: unknown; list_artifacts: string[] }>;
};

async function fixtureStore() {
  const services = temporaryServices();
  const store = await openStore(services, new FileSystemStorage(`${fixture}store`), { readOnly: true });
  return { services, store };
}

describe('the sessions of a store', () => {
  test('are all there, a page at a time, in store order', async () => {
    const { services, store } = await fixtureStore();
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await services.sessions.page(store, { cursor, limit: 10, startsWith: '' }, {});
      expect(page.ids.length).toBeLessThanOrEqual(10);
      expect(page.total).toBe(expected.list_sessions.length);
      ids.push(...page.ids);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(ids).toEqual(expected.list_sessions);
  });

  test('have facts, the damaged ones with what is wrong', async () => {
    const { services, store } = await fixtureStore();
    const facts = await services.sessions.facts(store, expected.list_sessions, {});
    const unreadable = facts.filter(({ problem }) => problem !== null).map(({ id }) => id);
    const missing = Object.entries(expected.sessions).filter(([, session]) => session.get === null);
    // `get` is also null where a number would not survive a plain JSON parser; those records are sound.
    for (const id of unreadable) expect(missing.map(([name]) => name)).toContain(id);
    expect(unreadable).toEqual(
      expect.arrayContaining(['.hidden', 'corrupt-bom', 'corrupt-truncated', 'demo-session']),
    );
  });

  test('show every one of their files in one place', async () => {
    const { services, store } = await fixtureStore();
    for (const id of expected.list_sessions) {
      const contents = await services.sessions.contents(store, id, {});
      const files = [
        contents.record,
        contents.messages,
        ...contents.artifacts,
        ...contents.otherFiles,
        ...contents.workflows.flatMap(({ nodes, otherFiles }) => [
          ...nodes.flatMap(({ scratch, summary }) => [scratch, summary]),
          ...otherFiles,
        ]),
      ].flatMap((file) => (file ? [file.key] : []));
      const { backend } = services.stores.reader(store);
      expect(files.sort()).toEqual((await backend.list(`sessions/${id}/`)).sort());
      const names = contents.artifacts.map(({ key }) => key.slice(`sessions/${id}/artifacts/`.length));
      expect(names.sort()).toEqual([...(expected.sessions[id]?.list_artifacts ?? [])].sort());
    }
  });

  test('are none in a store that has no sessions folder yet', async () => {
    const services = temporaryServices();
    const store = await openStore(services, new InMemoryStorage());
    const page = await services.sessions.page(store, { cursor: null, limit: 10, startsWith: '' }, {});
    expect(page.ids).toEqual([]);
  });
});

describe('changing sessions', () => {
  async function empty() {
    const backend = new InMemoryStorage();
    const services = temporaryServices();
    return { backend, services, store: await openStore(services, backend) };
  }

  test('a new one has the record that the library would write', async () => {
    const { backend, services, store } = await empty();
    const session = { id: 'mine', agent: 'researcher', workflow: 'w', metadata: { topic: 'é' } };
    expect(await services.sessionEdits.create(store, session)).toMatchObject({ id: 'mine', problem: null });
    const text = await backend.read('sessions/mine/session.json');
    expect(text).toMatch(/^\{\n {2}"id": "mine",\n {2}"created_at": "\d{4}-/);
    expect(text).toContain('\\u00e9');
  });

  test('a new one is never made where something lies already', async () => {
    const { backend, services, store } = await empty();
    await backend.write('sessions/mine/default/plan_summary.md', 'kept');
    const session = { id: 'mine', agent: '', workflow: '', metadata: {} };
    await expect(services.sessionEdits.create(store, session)).rejects.toMatchObject({ code: 'EXISTS' });
    expect(await backend.exists('sessions/mine/session.json')).toBe(false);
  });

  test('a status is patched in the text; all else stays', async () => {
    const { backend, services, store } = await empty();
    const before =
      '{"id":"a","created_at":"2026-01-01T00:00:00Z","x":NaN,"n":1.0, "status" : "active","é":2}\n';
    await backend.write('sessions/a/session.json', before);
    await services.sessionEdits.setStatus(store, 'a', 'error');
    expect(await backend.read('sessions/a/session.json')).toBe(before.replace('active', 'error'));
  });

  test('a node that would be read back as another is refused', async () => {
    const { services, store } = await empty();
    const node = { session: 'a', workflow: 'artifacts', node: 'plan', part: 'summary' } as const;
    await expect(services.sessionEdits.createNode(store, node)).rejects.toMatchObject({
      code: 'INVALID_NAME',
    });
  });

  test('an artifact keeps its bytes under a new name, and none is overwritten', async () => {
    const { backend, services, store } = await empty();
    const bytes = new Uint8Array([0, 255, 1]);
    await backend.writeBytes('sessions/a/artifacts/one', bytes);
    await backend.writeBytes('sessions/a/artifacts/two', bytes);
    const taken = { session: 'a', from: 'one', to: 'two' };
    await expect(services.sessionEdits.renameArtifact(store, taken)).rejects.toMatchObject({
      code: 'EXISTS',
    });
    await services.sessionEdits.renameArtifact(store, { session: 'a', from: 'one', to: 'deep/three' });
    expect(await backend.list('')).toEqual(['sessions/a/artifacts/deep/three', 'sessions/a/artifacts/two']);
    expect((await backend.readBytes('sessions/a/artifacts/deep/three')).bytes).toEqual(bytes);
  });

  test('names that would leave the session are refused', async () => {
    const { services, store } = await empty();
    for (const id of ['..', '../x', 'a/b', 'nul\0']) {
      const session = { id, agent: '', workflow: '', metadata: {} };
      await expect(services.sessionEdits.create(store, session)).rejects.toMatchObject({
        code: 'INVALID_NAME',
      });
    }
  });
});
