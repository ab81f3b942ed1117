import { given, json, type SampleSession } from '../sample-session.ts';

interface Week {
  readonly id: string;
  readonly startedMinutesAgo: number;
  readonly fetched: string;
  readonly checked: string;
  readonly brief: string;
  readonly changed: number;
}

const weeks: readonly Week[] = [
  {
    id: 'e07b1d52-8f64-4c19-b2aa-6d3c90f1e8a4',
    startedMinutesAgo: 3 * 24 * 60 + 9 * 60 + 40,
    fetched: '23 pages fetched, 1 changed: tariffs/ratio',
    checked: `# Check

**tariffs/ratio** moved from 3.3 to 3.1. Their note gives ±0.1, so this is more than noise. It is used in the heat pump work: the two weakest blocks were computed with 3.3.

All other pages are as they were. survey/passengers now redirects to a page with the same content.`,
    brief: `# This week

One source moved: the tariff ratio is 3.1, was 3.3. Heat pump figures have to be computed again before they go to Lindhaven.`,
    changed: 1,
  },
  {
    id: '5a2f8c10-4e7d-4f3b-8d61-f90b27c3a6de',
    startedMinutesAgo: 10 * 24 * 60 + 9 * 60 + 40,
    fetched: '23 pages fetched, 0 changed',
    checked: '# Check\n\nNothing changed. radiator-census answered after 41 s, the slowest so far.',
    brief: '# This week\n\nNothing changed in 23 sources.',
    changed: 0,
  },
  {
    id: '90c3e6b7-1d28-4a95-8e0c-7b5f4d2a1c66',
    startedMinutesAgo: 17 * 24 * 60 + 9 * 60 + 40,
    fetched: '22 pages fetched, 1 unreachable: packing-manual (certificate expired)',
    checked: `# Check

**packing-manual** could not be read: the certificate expired two days ago. The copy of last week is still valid for the claim that we make from it (two ice packs).`,
    brief:
      '# This week\n\nOne source could not be reached; nothing that we say depends on a newer state of it.',
    changed: 0,
  },
];

/** The same cron workflow in three weeks, made to be compared. */
export const sourceWatches: readonly SampleSession[] = weeks.map((week) => ({
  id: week.id,
  agent: 'researcher',
  workflow: 'source_watch',
  status: 'completed',
  startedMinutesAgo: week.startedMinutesAgo,
  metadata: { trigger: 'cron', schedule: '0 6 * * 1', changed: week.changed },
  nodes: [
    { id: 'check', scratch: given(['fetch_sources', week.fetched]), summary: week.checked },
    { id: 'exec_summary', scratch: given(['check', week.checked]), summary: week.brief },
  ],
  artifacts: {
    'watch.json': json({ pages: 23, changed: week.changed, note: week.fetched }),
  },
}));
