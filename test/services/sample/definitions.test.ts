import { beforeAll, describe, expect, it } from 'vitest';
import { ContextAssembler } from '#core/context/context-assembler.ts';
import { type Config, ConfigLoader } from '#core/definitions/config-loader.ts';
import { WorkflowDAG } from '#core/definitions/workflow-dag.ts';
import { FileMemory } from '#core/file-memory.ts';
import { writeSampleStore } from '#services/sample/sample-store.ts';
import { sampleSessions } from '#services/sample/sessions/all.ts';
import { nightTrains } from '#services/sample/sessions/night-trains.ts';
import { InMemoryStorage } from '#storage/index.ts';

describe('the definitions of the sample', () => {
  const storage = new InMemoryStorage();
  let config: Config;

  beforeAll(async () => {
    await writeSampleStore(storage);
    config = await new ConfigLoader({ storage }).load();
  });

  it('are all read without a problem', () => {
    expect(config.problems).toEqual([]);
    expect([...config.workflows.keys()].toSorted()).toEqual([
      'interview_coding',
      'research_pipeline',
      'source_watch',
    ]);
    expect(config.agents.size).toBe(6);
    expect(config.router?.config.fallback).toBe('desk');
  });

  it('are workflows that can be run, by agents that exist', () => {
    for (const { config: workflow } of config.workflows.values()) {
      expect(new WorkflowDAG(workflow).validate()).toEqual([]);
      for (const { agent } of workflow.nodes) if (agent) expect([...config.agents.keys()]).toContain(agent);
    }
  });

  it('name context files and workflows that are there', async () => {
    for (const { config: agent } of config.agents.values())
      for (const file of agent.contextFiles) expect(await storage.exists(`agents/${file}`)).toBe(true);
    for (const { config: domain } of config.domains.values())
      for (const name of domain.workflows) expect([...config.workflows.keys()]).toContain(name);
  });

  it('run research, then summary and analysis, then the report', () => {
    const pipeline = config.workflows.get('research_pipeline');
    if (!pipeline) throw new Error('research_pipeline is not defined');
    const graph = new WorkflowDAG(pipeline.config);
    expect(graph.topologicalOrder()).toEqual(['research', 'analyze', 'summarize', 'report']);
    expect(graph.entryNodes()).toEqual(['research']);
  });

  it('know every node that a run of them has left', () => {
    for (const session of sampleSessions)
      for (const { id, workflow = session.workflow } of session.nodes) {
        const nodes = config.workflows.get(workflow)?.config.nodes.map((node) => node.id);
        if (nodes) expect(nodes, `${session.id}/${workflow}`).toContain(id);
      }
  });

  it('make a prompt with house style, a memory and the notes of the session', async () => {
    const researcher = config.agents.get('researcher');
    const assembler = new ContextAssembler({
      storage,
      memory: new FileMemory({ storage, agent: 'researcher' }),
    });
    const prompt = await assembler.assemble({
      config: { contextFiles: researcher?.config.contextFiles ?? [] },
      promptBody: researcher?.body ?? '',
      variables: { client: 'Nordlys Rail', date: '12 March' },
      sessionId: nightTrains.id,
      query: 'punctuality',
    });
    expect(prompt).toContain('The client is Nordlys Rail.');
    expect(prompt).toContain('The answer comes first.');
    expect(prompt).toContain('counts a cancelled train as “on time”');
    expect(prompt).toContain('# Night trains: which routes pay');
  });
});
