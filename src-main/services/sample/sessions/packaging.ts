import { json, type SampleSession } from '../sample-session.ts';

interface Interview {
  readonly [key: string]: string;
  readonly id: string;
  readonly place: string;
  readonly text: string;
}

const interviews: readonly Interview[] = [
  {
    id: 'p01',
    place: 'canteen',
    text: 'I bring the bowl back when I remember. The deposit is too small to make me remember.',
  },
  {
    id: 'p02',
    place: 'bakery',
    text: 'Customers ask whether it is clean. They never ask that about the plate in the restaurant.',
  },
  {
    id: 'p03',
    place: 'supermarket',
    text: 'There is no room for the crates. Not “little room”. None.',
  },
  {
    id: 'p04',
    place: 'canteen',
    text: 'It became a habit after the third week. Before that it was a project.',
  },
];

const codes: readonly { participant: string; themes: string[]; quotation: string }[] = [
  { participant: 'p01', themes: ['deposit', 'habit'], quotation: 'too small to make me remember' },
  { participant: 'p02', themes: ['hygiene', 'trust'], quotation: 'They never ask that about the plate' },
  { participant: 'p03', themes: ['space'], quotation: 'Not “little room”. None.' },
  { participant: 'p04', themes: ['habit'], quotation: 'It became a habit after the third week.' },
];

const themes = `# Themes

Four interviews, six themes used, ten passages.

1. **Habit comes before attitude.** Both canteens say so, unprompted.
2. **Space is said once and said hard.** It is the only theme that nobody qualifies.
3. **Hygiene is asked by others.** No participant doubts it; two are asked about it.

"Price" was not coded at all. Either it does not matter or our questions avoid it: question 7 names the deposit before it asks about cost.

## Confidence

Weakest: four participants. Themes are stable over the last two, which says little.`;

const lastLoop = JSON.stringify(interviews.at(-1), null, 2);

/** A foreach: one agent call an interview, of which the node's files keep the last. */
export const packaging: SampleSession = {
  id: '1c47d8aa-53be-4a0e-9d0f-2e8b9f6c7d35',
  agent: 'interview_coder',
  workflow: 'interview_coding',
  status: 'completed',
  startedMinutesAgo: 3 * 24 * 60 + 85,
  metadata: {
    channel: 'cli',
    user: 'ana',
    batch: 'reusable packaging, wave 1',
    interviews: interviews.length,
  },
  nodes: [
    { id: 'code_each', scratch: `## From __loop__\n${lastLoop}`, summary: JSON.stringify(codes.at(-1)) },
    { id: 'themes', scratch: `## From code_each\n${JSON.stringify(codes.at(-1))}`, summary: themes },
  ],
  artifacts: {
    interviews: json([...interviews]),
    ...Object.fromEntries(codes.map((code) => [`coded/${code.participant}.json`, json({ ...code })])),
    'themes.csv': [
      'theme,passages,participants',
      'habit,3,"p01, p04"',
      'hygiene,2,p02',
      'deposit,2,p01',
      'space,2,p03',
      'trust,1,p02',
      '',
    ].join('\n'),
    'codebook v3 (draft).txt': 'deposit\nhygiene\nspace\nhabit\ntrust\nprice: not used so far\n',
  },
};
