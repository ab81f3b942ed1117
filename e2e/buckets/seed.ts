const record = (id: string, agent: string) =>
  `${JSON.stringify(
    {
      id,
      created_at: '2026-01-12T09:00:00.000000+00:00',
      agent,
      workflow: 'flow',
      status: 'completed',
      metadata: {},
    },
    null,
    2,
  )}\n`;

const lines = '# Findings\n\nPrice decides.\n\nDwell falls.\n\nCharges explain the rest.\n';

/** What a store holds when a journey begins: few files, since each is a request to a server that may be far away. */
export const seed = {
  'sessions/alpha/session.json': record('alpha', 'researcher'),
  'sessions/alpha/flow/plan_scratch.md': 'Looked at prices.\n',
  'sessions/alpha/flow/plan_summary.md': lines,
  'sessions/alpha/artifacts/notes/über plan.txt': 'an artifact\n',
  'sessions/beta/session.json': record('beta', 'writer'),
  'sessions/beta/flow/draft_summary.md': 'A draft.\n',
} as const;
