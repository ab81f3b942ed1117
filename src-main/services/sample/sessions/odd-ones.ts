import type { SampleSession } from '../sample-session.ts';

const day = 24 * 60;

/** Files that a colleague copied in from a notebook: the library lists them, but there is no record. */
const imported: SampleSession = {
  id: 'imported-from-notebook',
  agent: '',
  workflow: 'exploration',
  status: 'active',
  startedMinutesAgo: 12 * day,
  record: 'none',
  nodes: [
    {
      id: 'cluster_answers',
      scratch: 'k = 4 falls apart into place names. k = 6 gives themes. Keep 6, name them by hand.',
      summary:
        'Six clusters of answers; “arrival time” is the largest with 31%. Clusters 2 and 5 may be one.',
    },
  ],
  artifacts: { 'clusters.csv': 'cluster,name,share\n1,arrival time,0.31\n2,price,0.17\n3,sleep,0.16\n' },
};

/** The machine went down while the record was written. */
const cutOff: SampleSession = {
  id: 'a93d5e17-2f86-4b70-9c4d-1e6b8f0d7c25',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'active',
  startedMinutesAgo: 14 * day + 200,
  record: 'cut',
  nodes: [
    {
      id: 'research',
      summary:
        '# District cooling\n\nThree networks, one of which publishes data by the hour. Losses are 8% to 13% in summer.',
    },
  ],
};

/** Begun and left: a record and nothing else. */
const leftAlone: SampleSession = {
  id: 'c5d17b3a-98e2-4f64-b0a9-4d2e6f8c1b70',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'active',
  startedMinutesAgo: 2 * day + 45,
  metadata: { channel: 'web', user: 'ana', topic: 'school streets: waits for the city’s counts' },
  nodes: [],
};

/** Work of last month that nobody touched since. */
const fareCapping: SampleSession = {
  id: '6b0f2d84-e3a7-4c9b-8d15-f7a4c6e90b3e',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'completed',
  startedMinutesAgo: 29 * day + 100,
  metadata: { channel: 'web', user: 'jonas@aldervoss.example', topic: 'fare capping' },
  nodes: [
    {
      id: 'research',
      summary: `# Fare capping in mid-size cities

Capping raised trips by 3% to 6% in four of five cities, and cost 1.2% of revenue.[^1] The fifth changed its network in the same month.

[^1]: https://example.org/capping/five-cities`,
    },
    {
      id: 'report',
      summary: '# Fare capping\n\nCap by week, not by day. Leave the fifth city out of the argument.',
    },
  ],
  artifacts: { 'reports/fare-capping.md': '# Fare capping\n\nCap by week, not by day.\n' },
};

/** Sessions that are not as a run leaves them. */
export const oddOnes: readonly SampleSession[] = [imported, cutOff, leftAlone, fareCapping];
