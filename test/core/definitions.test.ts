import { describe, expect, test } from 'vitest';
import { ConfigLoader } from '#core/definitions/config-loader.ts';
import { parseDefinition } from '#core/definitions/definition.ts';
import { agentSchema, profileSchema, workflowSchema } from '#core/definitions/schemas.ts';
import { WorkflowDAG } from '#core/definitions/workflow-dag.ts';
import { InMemoryStorage } from '#storage/memory.ts';

function workflow(nodes: string) {
  return parseDefinition(workflowSchema, 'w.workflow.md', `---\nname: w\nnodes:\n${nodes}\n---\n`).config;
}

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('a workflow', () => {
  const node = (id: string, next: string) => `  - {id: ${id}, agent: a, next: ${next}}`;

  test('orders its nodes, by the alphabet where the edges leave it open', () => {
    const dag = new WorkflowDAG(
      workflow(
        [node('z', '[c, b]'), node('c', 'd'), node('b', 'd'), node('d', 'null'), node('a', '[]')].join('\n'),
      ),
    );
    expect(dag.topologicalOrder()).toEqual(['a', 'z', 'b', 'c', 'd']);
    expect(dag.entryNodes()).toEqual(['z', 'a']);
    expect(dag.terminalNodes()).toEqual(['d', 'a']);
    expect([dag.predecessors('d'), dag.successors('z')]).toEqual([
      ['c', 'b'],
      ['c', 'b'],
    ]);
    expect(dag.readyNodes(new Set(['z', 'b']))).toEqual(['a', 'c']);
    expect(dag.validate()).toEqual([]);
  });

  test('says what is wrong with it, as the library does', () => {
    const cyclic = new WorkflowDAG(workflow([node('a', 'b'), node('b', 'a'), node('c', '[]')].join('\n')));
    expect(cyclic.validate()).toEqual(["Workflow 'w' contains a cycle"]);
    expect(() => cyclic.topologicalOrder()).toThrow(expect.objectContaining({ code: 'INVALID' }));
    const unknown = new WorkflowDAG(workflow(node('a', '[b, toString]')));
    expect(unknown.validate()).toEqual([
      "Node 'a' references unknown node 'b'",
      "Node 'a' references unknown node 'toString'",
    ]);
    expect(() => unknown.topologicalOrder()).toThrow("Node 'a' references unknown node 'b'");
    const foreach = new WorkflowDAG(workflow('  - {id: a, agent: x, foreach: b.artifacts.list}'));
    expect(foreach.validate()).toEqual([
      "Node 'a' foreach ref 'b.artifacts.list' references unknown node 'b'",
    ]);
    expect(new WorkflowDAG({ ...workflow(node('a', 'null')), nodes: [] }).validate()).toEqual([
      'Workflow has no entry nodes (all nodes have predecessors)',
    ]);
  });

  test.each([
    ['  - {id: a}', "w.workflow.md: Node 'a': must set 'agent' or 'handler'."],
    [
      '  - {id: a, agent: x, handler: y}',
      "w.workflow.md: Node 'a': set either 'agent' or 'handler', not both.",
    ],
    ['  - {agent: x}', 'w.workflow.md: “nodes.0.id” is missing or empty.'],
    ['  - {id: 7, agent: x}', 'w.workflow.md: “nodes.0.id” is not as expected: it must be text.'],
    ['  - [', /^w\.workflow\.md: It is not YAML: .+ \(line \d+\)\.$/],
  ])('with %j names the mistake', (nodes, message) => {
    expect(problemOf(() => workflow(nodes))).toMatch(message);
  });
});

describe('definitions', () => {
  const read = (yaml: string) =>
    parseDefinition(agentSchema, 'a.prompt.md', `---\n${yaml}\n---\nbody`).config;

  test('have the library’s defaults and its leniency', () => {
    expect(read('name: a')).toEqual({
      name: 'a',
      description: '',
      provider: 'anthropic',
      model: 'claude-sonnet-4-6',
      temperature: 0.7,
      maxTokens: 4096,
      maxToolRounds: 6,
      tools: [],
      contextFiles: [],
    });
    expect(read('name: a\nmax_tokens: "100"\ntemperature: 1e-1\nunknown: 1')).toMatchObject({
      maxTokens: 100,
      temperature: 0.1,
    });
    const profile = parseDefinition(
      profileSchema,
      'p',
      '---\ntype: profile\nconditionalIncludes: [{if: c, include: x}, {condition: d, include: [y]}]\n---',
    );
    expect(profile.config.conditionalIncludes).toEqual([
      { condition: 'c', include: ['x'] },
      { condition: 'd', include: ['y'] },
    ]);
  });

  test.each([
    'name: yes',
    'name: a\nmax_tokens: 1.5',
    'name: a\ntools: web',
    'description: x',
    'name: 2026-01-01',
  ])('that the library refuses are refused: %j', (yaml) => {
    expect(() => read(yaml)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });

  test('are found in a tree, wherever it lies; a bad file hides no other', async () => {
    const storage = new InMemoryStorage();
    const files = {
      'context/router.prompt.md': '---\nfallback: a\nllmFallback: "no"\n---\nRoute.',
      'context/agents/a.prompt.md': '---\nname: a\n---\nA.',
      'context/agents/b.prompt.md': '---\nname: [\n---\n',
      'context/agents/deep/c.prompt.md': '---\nname: c\n---\n',
      'context/agents/x.context.md': 'X',
      'context/shared/y.context.md': '---\ntype: profile\nincludes: [x.context.md]\n---\nY',
      'context/workflows/z.context.md': 'not read',
      'context/.git/z.context.md': 'not read',
      'agents/outside.prompt.md': '---\nname: outside\n---\n',
    };
    for (const [key, text] of Object.entries(files)) await storage.write(key, text);
    const config = await new ConfigLoader({ storage, contextDir: 'context' }).load();
    expect([...config.agents.keys()]).toEqual(['a']);
    expect(config.agents.get('a')).toMatchObject({ key: 'context/agents/a.prompt.md', body: 'A.' });
    expect(config.router?.config).toMatchObject({ name: 'router', fallback: 'a', llmFallback: false });
    expect([...config.contextFiles]).toEqual([
      ['x.context.md', 'X'],
      ['shared/y.context.md', 'Y'],
    ]);
    expect([...config.profiles.keys()]).toEqual(['shared/y.context.md']);
    expect(config.problems).toEqual([
      { key: 'context/agents/b.prompt.md', message: expect.stringContaining('is not YAML') },
    ]);
  });
});
