import { beforeEach, describe, expect, it } from 'vitest';
import { Scratchpad } from '#core/scratchpad.ts';
import { SessionManager } from '#core/session-manager.ts';
import { createSampleStore, sampleFiles, writeSampleStore } from '#services/sample/sample-store.ts';
import { sampleSessions } from '#services/sample/sessions/all.ts';
import { coldChain } from '#services/sample/sessions/cold-chain.ts';
import { heatPumps } from '#services/sample/sessions/heat-pumps.ts';
import { nightTrains, nightTrainsCopy } from '#services/sample/sessions/night-trains.ts';
import { parseMessages } from '#shared/format/messages.ts';
import { readPythonJson } from '#shared/format/python-json.ts';
import { InMemoryStorage } from '#storage/index.ts';

describe('the sample store', () => {
  let storage: InMemoryStorage;
  let sessions: SessionManager;

  beforeEach(async () => {
    storage = new InMemoryStorage();
    sessions = new SessionManager(storage);
    await writeSampleStore(storage);
  });

  it('holds exactly its files', async () => {
    const keys = sampleFiles().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await storage.list('')).toEqual(keys.toSorted());
  });

  it('lists every session, those without a readable record too', async () => {
    expect(await sessions.listSessions()).toEqual(sampleSessions.map(({ id }) => id).toSorted());
  });

  it('is read by the session core as it was described', async () => {
    for (const described of sampleSessions.filter(({ record }) => record !== 'none' && record !== 'cut')) {
      const session = await sessions.get(described.id);
      expect(session, described.id).toMatchObject({
        id: described.id,
        agent: described.agent,
        workflow: described.workflow,
        status: described.status,
        metadata: described.metadata ?? {},
      });
      expect(await session?.messages()).toHaveLength(described.messages?.length ?? 0);
      expect(await session?.artifacts.listArtifacts()).toHaveLength(
        Object.keys(described.artifacts ?? {}).length,
      );
    }
  });

  it('gives every node its notes and its summary', async () => {
    for (const session of sampleSessions)
      for (const { id, workflow = session.workflow, scratch = null, summary = null } of session.nodes) {
        const pad = new Scratchpad({ storage, sessionId: session.id, nodeId: id, workflow });
        expect(await pad.readScratch()).toBe(scratch);
        expect(await pad.readSummary()).toBe(summary);
      }
  });

  it('has a session without a record and one whose record was cut off', async () => {
    const odd = sampleSessions.filter(({ record }) => record === 'none' || record === 'cut');
    expect(odd).toHaveLength(2);
    for (const { id } of odd) expect(await sessions.get(id)).toBeNull();
  });

  it('has a copied session that still names the first one', async () => {
    expect(await sessions.get(nightTrainsCopy.id)).toMatchObject({ innerId: nightTrains.id });
  });

  it('has a run that failed in its last node, which left its notes and no summary', async () => {
    expect(await sessions.get(coldChain.id)).toMatchObject({ status: 'error' });
    const report = new Scratchpad({
      storage,
      sessionId: coldChain.id,
      nodeId: 'report',
      workflow: 'research_pipeline',
    });
    expect(await report.readScratch()).toContain('Attempt 3: 529 overloaded, gave up');
    expect(await report.readSummary()).toBeNull();
  });

  it('has a run that is still going, with a tool error on its way', async () => {
    const session = await sessions.get(heatPumps.id);
    const errors = (await session?.messages())
      ?.flatMap(({ toolResults }) => toolResults)
      .filter((r) => r.isError);
    expect(session?.status).toBe('active');
    expect(errors).toHaveLength(1);
    expect(await session?.scratchpad('report').readSummary()).toBeNull();
  });

  it('holds JSON under every name that says so, and under one that does not', async () => {
    const named = (await storage.list('')).filter(
      (key) => key.endsWith('.json') && !key.includes('a93d5e17'),
    );
    for (const key of named) expect(readPythonJson(await storage.read(key))).toBeTypeOf('object');
    const session = await sessions.get(nightTrains.id);
    expect(await session?.artifacts.loadJson('extracted_figures')).toMatchObject({ routes: 9 });
  });

  it('keeps the history of three users, whatever their ids', async () => {
    const histories = await storage.list('history/');
    expect(histories).toEqual([
      'history/Mika%20%E4%B8%89%E6%B5%A6.json',
      'history/jonas%40aldervoss.example.json',
      'history/signal%3A%2B49%2030%205550133.json',
    ]);
    for (const key of histories) expect(parseMessages(await storage.read(key)).length).toBeGreaterThan(1);
  });

  it('does not write over what a store holds', async () => {
    await expect(writeSampleStore(storage)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('the moment of the sample', () => {
  it('makes the same bytes each time', () => {
    expect(sampleFiles()).toEqual(sampleFiles());
  });

  it('moves the dates of records and memories, and nothing that an agent wrote', () => {
    const later = new Map(
      sampleFiles(new Date('2027-01-31T09:05:00Z')).map((file) => [file.key, file.content]),
    );
    const changed = sampleFiles().filter(
      ({ key, content }) => later.get(key)?.toString() !== content.toString(),
    );
    expect(changed.length).toBeGreaterThan(10);
    for (const { key } of changed) expect(key).toMatch(/\/session\.json$|_memories\//);
  });

  it('starts the run that is still going a few minutes before it', async () => {
    const storage = new InMemoryStorage();
    const now = new Date('2027-01-31T09:05:30Z');
    await writeSampleStore(storage, now);
    const session = await new SessionManager(storage).get(heatPumps.id);
    expect(session?.createdAt).toMatch(/^2027-01-31T08:59:00\.\d{6}\+00:00$/);
  });

  it('is when its files were written, each a little after the one before', async () => {
    const now = new Date('2027-01-31T09:05:30Z');
    const storage = await createSampleStore(now);
    const times = [];
    for (const node of ['research', 'analyze', 'report']) {
      const file = await storage.stat(`sessions/${nightTrains.id}/research_pipeline/${node}_summary.md`);
      times.push(file?.modifiedAt ?? 0);
    }
    expect(times).toEqual(times.toSorted());
    const started = now.getTime() - nightTrains.startedMinutesAgo * 60_000;
    expect(Math.min(...times)).toBeGreaterThan(started);
    const newest = await storage.stat(`sessions/${heatPumps.id}/messages.json`);
    expect(newest?.modifiedAt).toBeGreaterThan(now.getTime() - 2 * 60_000);
    expect(newest?.modifiedAt).toBeLessThan(now.getTime());
  });

  it('has no hold on what is written later', async () => {
    const before = Date.now();
    const storage = await createSampleStore(new Date('2020-01-31T09:05:30Z'));
    await storage.write('shared/new.context.md', 'New.');
    expect((await storage.stat('shared/new.context.md'))?.modifiedAt).toBeGreaterThanOrEqual(before);
  });
});
