import { describe, expect, test } from 'vitest';
import { arrangeContents } from '#services/sessions/arrange-contents.ts';
import { factsWithoutRecord } from '#shared/format/record.ts';
import type { WorkflowDefinitionFacts } from '#shared/model/session.ts';

function arrange(paths: Record<string, number>, definitions: WorkflowDefinitionFacts[] = []) {
  const files = Object.entries(paths).map(([path, modifiedAt]) => ({
    key: `sessions/s/${path}`,
    size: 1,
    modifiedAt,
    version: null,
  }));
  return arrangeContents({
    id: 's',
    facts: factsWithoutRecord('s'),
    files,
    problems: [],
    truncated: false,
    definitions,
  });
}

describe('the places of a session', () => {
  test('puts every file somewhere', () => {
    const contents = arrange({
      'session.json': 0,
      'messages.json': 0,
      'root_summary.md': 0,
      'default/plan_scratch.md': 0,
      'default/diagram.md': 0,
      'team/a/plan_summary.md': 0,
      'loose/notes.txt': 0,
      'artifacts/notes/q1_summary.md': 0,
    });
    expect(contents.record?.key).toBe('sessions/s/session.json');
    expect(contents.messages?.key).toBe('sessions/s/messages.json');
    expect(contents.artifacts.map(({ key }) => key)).toEqual(['sessions/s/artifacts/notes/q1_summary.md']);
    expect(contents.workflows.map(({ name }) => name)).toEqual(['default', 'team/a']);
    expect(contents.workflows[0]?.otherFiles.map(({ key }) => key)).toEqual([
      'sessions/s/default/diagram.md',
    ]);
    expect(contents.otherFiles.map(({ key }) => key).sort()).toEqual([
      'sessions/s/loose/notes.txt',
      'sessions/s/root_summary.md',
    ]);
  });

  test('joins scratch and summary to one node, by the last suffix', () => {
    const { workflows } = arrange({
      'w/exec_summary.md': 0,
      'w/exec_summary_scratch.md': 0,
      'w/exec_summary_summary.md': 0,
    });
    const nodes = workflows[0]?.nodes.map(({ id, scratch, summary }) => [
      id,
      scratch !== null,
      summary !== null,
    ]);
    expect(nodes).toEqual([
      ['exec', false, true],
      ['exec_summary', true, true],
    ]);
  });

  test('orders nodes as the definition does, and what it does not name after them', () => {
    const node = (id: string) => ({ id, agent: null, handler: null, next: [] });
    const definition = {
      name: 'w',
      key: null,
      description: '',
      nodes: [node('research'), node('analyze'), node('report')],
      problems: [],
    };
    const { workflows } = arrange(
      {
        'w/report_summary.md': 1,
        'w/analyze_summary.md': 2,
        'w/extra_summary.md': 0,
        'w/research_summary.md': 3,
      },
      [definition],
    );
    expect(workflows[0]?.order).toBe('definition');
    expect(workflows[0]?.nodes.map(({ id }) => id)).toEqual(['research', 'analyze', 'report', 'extra']);
  });

  test('orders nodes by time without a definition, and by number where one run wrote them at once', () => {
    const { workflows } = arrange({
      'w/step-10_summary.md': 5,
      'w/step-2_summary.md': 5,
      'w/first_summary.md': 1,
    });
    expect(workflows[0]?.order).toBe('time');
    expect(workflows[0]?.nodes.map(({ id }) => id)).toEqual(['first', 'step-2', 'step-10']);
  });
});
