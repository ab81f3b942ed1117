import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ArtifactStore } from '#core/artifact-store.ts';
import { ContextAssembler } from '#core/context/context-assembler.ts';
import { ConfigLoader } from '#core/definitions/config-loader.ts';
import { FileMemory } from '#core/file-memory.ts';
import { Scratchpad } from '#core/scratchpad.ts';
import { SessionManager } from '#core/session-manager.ts';
import { compareKeys } from '#shared/format/keys.ts';
import { isSessionNote } from '#shared/format/layout.ts';
import { memoryBody } from '#shared/format/memory.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { definitionAnswers } from './upstream/definitions.ts';
import { differences } from './upstream/differences.ts';
import { Expected, type ExpectedAnswer } from './upstream/expected.ts';
import { expectedCode, outcome } from './upstream/outcome.ts';
import { copyInMemory, filesOnDisk, openStores, root } from './upstream/stores.ts';

const expected = new Expected();
const { answers } = expected;
const stores = await openStores();

afterAll(() => stores.close());

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Files of whose text the library has changed the line ends; filled while comparing. */
const otherLineEnds = new Set<string>();

function pythonLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Compares text with the length and hash of what the library read from the folder. */
function expectText(key: string, text: string | null | undefined, answer: ExpectedAnswer): void {
  if (text === null || text === undefined) {
    expect(answer, key).toBeNull();
    return;
  }
  const asPython = pythonLineEnds(text);
  if (asPython !== text) otherLineEnds.add(key);
  expect({ chars: [...asPython].length, sha256: sha256(asPython) }, key).toEqual(answer);
}

const ids = Object.keys(answers.sessions);

describe('the fixture', () => {
  test('is whole: each file has the bytes that it had when the library was asked', () => {
    expect(filesOnDisk().sort(compareKeys)).toEqual(Object.keys(answers.files).sort(compareKeys));
    for (const [key, { bytes, sha256: hash }] of Object.entries(answers.files)) {
      const content = readFileSync(join(root, key));
      expect([content.byteLength, sha256(content)], key).toEqual([bytes, hash]);
    }
    expected.compared(['files']);
  });

  test('is of the version that this project follows', () => {
    expect([answers.agentflow, answers.python]).toEqual(['0.8.0', '3.11.7']);
    expect(ids.map((id) => answers.sessions[id]?.case)).not.toContain('');
    expected.compared(['about'], ['agentflow'], ['python'], ...ids.map((id) => ['sessions', id, 'case']));
  });
});

describe.each(stores.storages)('the library’s store %s', (_, storage) => {
  const sessions = new SessionManager(storage);
  const isFolder = storage === stores.folder;

  test('has the same sessions', async () => {
    expect(await sessions.listSessions()).toEqual(answers.list_sessions);
    expect(ids.toSorted(compareKeys)).toEqual(answers.list_sessions);
    expected.compared(['list_sessions']);
  });

  test.each(ids)('has the same files: %s', async (id) => {
    const prefix = `sessions/${id}/`;
    const mine = await storage.list(prefix);
    expect(mine).toEqual(
      Object.keys(answers.files)
        .filter((key) => key.startsWith(prefix))
        .sort(compareKeys),
    );
  });

  test.each(Object.entries(answers.sessions))('reads the same record: %s', async (id, answer) => {
    const { value: session, code } = await outcome(sessions.get(id));
    const differs = differences.folderNamesTheSession.includes(id);
    expect(code).toBe(expectedCode(answer.get_error));
    const json = session ? session.toJson() : null;
    if (differs && session) {
      expect(session.id).toBe(id);
      expect(session.innerId).toBe(answer.get?.id);
      expect(json).not.toBe(answer.get_json);
    }
    const withLibraryId = differs ? json?.replace(`"id": "${id}"`, `"id": "${session?.innerId}"`) : json;
    expect(withLibraryId).toBe(answer.get_json);
    if (answer.get) {
      const { id: innerId, created_at: createdAt, agent, workflow, status, metadata } = answer.get;
      expect(session?.innerId ?? session?.id).toBe(innerId);
      expect([session?.createdAt, session?.agent, session?.workflow, session?.status]).toEqual([
        createdAt,
        agent,
        workflow,
        status,
      ]);
      const isEmpty = differences.metadataIsAnObject.includes(id);
      if (isEmpty) expect(metadata).toBeNull();
      expect(session?.metadata).toEqual(isEmpty ? {} : metadata);
    } else expect(answer.get_json === null || /NaN|\d{17}/.test(answer.get_json)).toBe(true);
    const of = ['sessions', id];
    expected.compared([...of, 'get'], [...of, 'get_json'], [...of, 'get_error']);
  });

  test.each(Object.entries(answers.sessions))('has the same artifacts: %s', async (id, answer) => {
    const store = new ArtifactStore({ storage, sessionId: id });
    const names = await store.listArtifacts();
    if (isFolder) {
      expect(names).toEqual(answer.list_artifacts.toSorted(compareKeys));
      expected.compared(['sessions', id, 'list_artifacts']);
    } else {
      const more = differences.prefixIsAFolder[id] ?? [];
      expect([...names, ...more]).toEqual(answer.object_store.list_artifacts);
      expected.compared(['sessions', id, 'object_store', 'list_artifacts']);
    }
    expect(Object.keys(answer.artifacts).toSorted(compareKeys)).toEqual(names);
    for (const [artifact, { bytes, load, load_error, load_json_error }] of Object.entries(answer.artifacts)) {
      const text = await outcome(store.load(artifact));
      const json = await outcome(store.loadJson(artifact));
      expect((await store.loadBinary(artifact))?.byteLength, artifact).toBe(bytes);
      expect(await store.exists(artifact)).toBe(true);
      expect(text.code, artifact).toBe(expectedCode(load_error));
      expectText(`sessions/${id}/artifacts/${artifact}`, text.value, load);
      expect(json.code, artifact).toBe(expectedCode(load_json_error));
    }
    expected.compared(['sessions', id, 'artifacts']);
  });

  test.each(Object.entries(answers.sessions))('has the same scratchpads: %s', async (id, answer) => {
    for (const { workflow, node, scratch, summary } of answer.pads) {
      const pad = new Scratchpad({ storage, sessionId: id, nodeId: node, workflow });
      expectText(pad.scratchPath, await pad.readScratch(), scratch);
      expectText(pad.summaryPath, await pad.readSummary(), summary);
    }
    expected.compared(['sessions', id, 'pads']);
  });

  test.each(Object.entries(answers.sessions))('gives agents the same notes: %s', async (id, answer) => {
    const notes = await outcome(new ContextAssembler({ storage }).sessionNotes(id));
    expect(notes.code).toBe(expectedCode(answer.object_store.session_notes_error));
    expect(notes.value ?? null).toBe(answer.object_store.session_notes);
    const objectStore = ['sessions', id, 'object_store'];
    expected.compared([...objectStore, 'session_notes'], [...objectStore, 'session_notes_error']);
    if (!isFolder) return;

    const files = (await storage.list(`sessions/${id}/`)).filter((key) => isSessionNote(id, key));
    const portable = answer.summary_order_portable;
    expect(files).toEqual(portable ? answer.summary_files : answer.summary_files.toSorted(compareKeys));
    expect(notes.code).toBe(expectedCode(answer.session_notes_error));
    const inLibraryOrder: string[] = [];
    if (notes.code === undefined)
      for (const key of answer.summary_files) inLibraryOrder.push(await storage.read(key));
    const joined = inLibraryOrder.filter((text) => text !== '').join('\n\n');
    expect(joined === '' ? null : pythonLineEnds(joined)).toBe(answer.session_notes);
    if (portable && notes.value) expect(pythonLineEnds(notes.value)).toBe(answer.session_notes);
    const of = ['sessions', id];
    expected.compared([...of, 'summary_files'], [...of, 'summary_order_portable']);
    expected.compared([...of, 'session_notes'], [...of, 'session_notes_error']);
  });

  test.each(Object.entries(answers.memory))('remembers the same: agent %s', async (agent, answer) => {
    const memory = new FileMemory({ storage, agent });
    expect(await memory.listEntries()).toEqual(answer.list_entries);
    const bodies = answer.list_entries.map(async (key) => [key, memoryBody(await storage.read(key))]);
    expect(Object.fromEntries(await Promise.all(bodies))).toEqual(answer.bodies);
    for (const [query, paths] of Object.entries(answer.search)) {
      const found = await memory.search(query);
      expect(
        found.map((entry) => entry.path),
        query,
      ).toEqual(paths);
      for (const entry of found) expect(entry.content).toBe(answer.bodies[entry.path]);
    }
    expected.compared(['memory', agent]);
  });

  test('has the same definitions', async () => {
    const config = await new ConfigLoader({ storage }).load();
    expect(config.problems).toEqual([]);
    expect(definitionAnswers(config)).toEqual(answers.config);
    expected.compared(['config']);
  });

  test('has not been changed by all this', async () => {
    for (const [key, { sha256: hash }] of Object.entries(answers.files))
      expect(sha256((await storage.readBytes(key)).bytes), key).toBe(hash);
  });
});

describe('setting the status “completed”', () => {
  test.each(Object.entries(answers.sessions))(
    'writes what the library would write: %s',
    async (id, answer) => {
      const storage = await copyInMemory(`sessions/${id}/`);
      const before = await texts(storage);
      const { code } = await outcome(new SessionManager(storage).updateStatus(id, 'completed'));
      const { path, text, error } = answer.update_status_completed;
      const after = await texts(storage);
      const changed = [...after.keys()].filter((candidate) => before.get(candidate) !== after.get(candidate));
      const key = `sessions/${id}/session.json`;

      if (differences.statusWithoutRecordIsRefused.includes(id)) {
        expect([path, error]).toEqual([null, null]);
        expect(code).toMatch(/^(NOT_FOUND|INVALID)$/);
      } else expect(code).toBe(expectedCode(error));
      if (path !== null) expect(path === key).toBe(!differences.folderNamesTheSession.includes(id));
      if (text === null) expect(changed).toEqual([]);
      else if (differences.statusIsPatchedInPlace.includes(id)) {
        expect(after.get(key)).not.toBe(text);
        const record = JSON.parse(before.get(key) ?? '');
        expect(JSON.parse(after.get(key) ?? '')).toEqual({ ...record, status: 'completed' });
      } else expect(after.get(key)).toBe(text);
      expect(changed.every((candidate) => candidate === key)).toBe(true);
      expected.compared(['sessions', id, 'update_status_completed']);
    },
  );
});

async function texts(storage: StorageBackend): Promise<Map<string, string>> {
  const entries = (await storage.list('')).map(async (key): Promise<[string, string]> => {
    return [key, Buffer.from((await storage.readBytes(key)).bytes).toString('utf8')];
  });
  return new Map(await Promise.all(entries));
}

describe('afterwards', () => {
  test('the places where line ends are kept are those that are listed', () => {
    expect([...otherLineEnds].sort(compareKeys)).toEqual(differences.lineEndsAreKept);
  });

  test('every answer in expected.json has been compared', () => {
    expect(expected.left).toEqual([]);
  });
});
