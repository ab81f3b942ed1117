import { barChart } from '../media/bar-chart.ts';
import { embeddings } from '../media/floats.ts';
import { answers, asks, given, json, type SampleSession } from '../sample-session.ts';
import { briefingPage, routeMap } from './night-train-pages.ts';
import { operatorSurvey } from './night-train-survey.ts';

const findings = `# Night trains: what pays

Nine routes, two operators' accounts and one survey of 2,140 passengers. Four routes covered their running cost; none paid for its coaches.[^1]

## What a route needs

1. A departure between 20:00 and 22:30 and an arrival before 8:30. Outside it, load falls by a third.[^2]
2. One shunting stop at most. Each one costs 40 minutes and 11% of the train's punctuality.[^1]
3. 260 places or more. Below that, staff alone exceeds 31 € a passenger.[^1]

## Load, last winter

| route | load | covers running cost |
| --- | ---: | --- |
| Zürich–Wien | 83% | yes |
| Hamburg–Stockholm | 78% | yes |
| Praha–Zürich | 71% | yes |
| Bruxelles–Berlin | 58% | no |
| Kraków–Wien | 44% | no, diverted for 9 weeks |

## Two sources disagree

The operators report 88% on time; the infrastructure manager 69%. Theirs leaves cancelled trains out.[^3] I use 69%.

[^1]: https://example.org/accounts/night-2025
[^2]: https://example.org/survey/passengers
[^3]: https://example.org/punctuality/method

`;

const summary = `# Summary

Night trains pay for their running where three things come together: the right hours, few stops for shunting, and at least 260 places. Four of nine routes have all three.[^1]

- **Zürich–Wien** leads with a load of 83%. Its coaches are 27 years old; new ones would turn the surplus into a loss.
- **Bruxelles–Berlin** fails on hours alone: it arrives at 9:47. One earlier slot is worth 14 points of load.
- Punctuality is 69%, not the 88% that is quoted.[^3]

Coaches are the open question. No route here earns the 2.4 million € that one costs.

[^1]: https://example.org/accounts/night-2025
[^3]: https://example.org/punctuality/method`;

const analysis = `# Analysis

Hours explain most of the difference between routes; price explains little. Passengers chose between the train and a flight the evening before, and 62% named the arrival time.[^2]

## What does not follow

- **Not** that more routes would pay. The four good slots into Zürich and Wien are taken.
- **Not** that new coaches raise load. The survey asked people who already travel.

## The figure to watch

Access charges. At 3.80 € a train-kilometre two of the four routes stop covering their cost.

## Confidence

Weakest figure: the load of Kraków–Wien, from a winter with 9 weeks of diversion. High for hours, fair for cost, low for anything about new passengers.

[^2]: https://example.org/survey/passengers`;

const report = `# Night trains: which routes pay

**For Nordlys Rail.** Four of nine routes cover their running cost. What they share is the hours, not the price.

## Do

1. Ask for the slot before 8:30 into Berlin. It is worth more than any fare we tested.
2. Keep 260 places. The planned short sets lose money at full load.
3. Lease coaches for five years. Nothing here supports buying.

## Leave

- The second shunting stop at Salzburg.
- Kraków–Wien as an argument, either way: its winter was not a normal one.

## We do not know

Whether new coaches bring new passengers. A survey of people who fly would tell; ours did not ask them.
`;

/** A run that went well, with one of each kind of artifact. */
export const nightTrains: SampleSession = {
  id: '3f9a41c7-70d5-4b43-8b6e-c1d9e27a8f10',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'completed',
  startedMinutesAgo: 130,
  metadata: { channel: 'web', user: 'Mika 三浦', client: 'Nordlys Rail', topic: 'night trains', run: 2 },
  nodes: [
    { id: 'research', summary: findings },
    { id: 'summarize', scratch: given(['research', findings]), summary },
    { id: 'analyze', scratch: given(['research', findings]), summary: analysis },
    { id: 'report', scratch: given(['analyze', analysis], ['summarize', summary]), summary: report },
  ],
  artifacts: {
    'sources.json': json([
      {
        title: 'Night train accounts',
        url: 'https://example.org/accounts/night-2025',
        score: 0.88,
        pages: 41,
      },
      { title: 'Passenger survey', url: 'https://example.org/survey/passengers', score: 0.81, pages: 12 },
      {
        title: 'How punctuality is counted',
        url: 'https://example.org/punctuality/method',
        score: 0.66,
        pages: null,
      },
    ]),
    'routes.csv': [
      'route,departs,arrives,places,load,covers_cost',
      'Zürich–Wien,21:40,07:56,312,0.83,yes',
      'Hamburg–Stockholm,21:53,08:20,288,0.78,yes',
      'Praha–Zürich,20:27,08:05,274,0.71,yes',
      'Paris–Nice,21:22,08:30,296,0.69,yes',
      'Bruxelles–Berlin,19:22,09:47,262,0.58,no',
      'Milano–Bari,20:50,08:45,240,0.55,no',
      'Berlin–Kraków,18:52,09:13,180,0.52,no',
      'Roma–Palermo,20:31,10:02,224,0.49,no',
      'Kraków–Wien,22:05,06:49,168,0.44,no',
      '',
    ].join('\n'),
    'load.png': barChart('LOAD BY ROUTE', [
      { label: 'ZUR-VIE', value: 83 },
      { label: 'HAM-STO', value: 78 },
      { label: 'PRA-ZUR', value: 71 },
      { label: 'BRU-BER', value: 58 },
      { label: 'KRA-VIE', value: 44, aside: true },
    ]),
    'route-map.svg': routeMap,
    'briefing.html': briefingPage,
    'passenger-survey.pdf': operatorSurvey,
    'embeddings.bin': embeddings(96, 256, 20_260_312),
    extracted_figures: json({
      routes: 9,
      covering_cost: 4,
      on_time: { operators: 0.88, infrastructure_manager: 0.69 },
      coach_price_eur: 2_400_000,
      passengers_asked: 2140,
      missing: null,
    }),
    'reports/night-trains.md': report,
    'reports/notes/Zürich–Wien 夜行列車.md': `# Zürich–Wien（夜行列車）

- 乗車率 83%。二〇〇〇年より前の客車がまだ走っている。
- “Der Zug ist voll, aber der Wagen ist alt.” (passenger 1,187)
- Slot at Buchs: 23:41. No train may stand there longer than six minutes.
`,
    'run.json': json({
      nodes: {
        research: { agent: 'researcher', seconds: 74.2, tokens: 6120, error: false },
        summarize: { agent: 'summarizer', seconds: 11.8, tokens: 1904, error: false },
        analyze: { agent: 'analyst', seconds: 9.1, tokens: 1877, error: false },
        report: { agent: 'report_writer', seconds: 16, tokens: 2210, error: false },
      },
      cost_eur: 0.31,
    }),
  },
  messages: [
    {
      role: 'system',
      content:
        'You are a researcher at Alder & Voss, a small firm that answers questions for cities and operators. The client is Nordlys Rail.',
    },
    {
      role: 'user',
      content: 'Which night train routes pay, and why? One page for a phone. No tonne-kilometres.',
    },
    {
      role: 'assistant',
      content: 'I start with the operators’ accounts and look for a passenger survey.',
      toolCalls: [
        asks('call_a1', 'web_search', {
          query: 'night train route accounts running cost load factor',
          limit: 10,
        }),
        asks('call_a2', 'read_page', { url: 'https://example.org/survey/passengers' }),
      ],
    },
    answers('call_a1', '10 results, 2 kept: “Night train accounts”, “How punctuality is counted”'),
    answers('call_a2', 'Passenger survey, 12 pages, 2,140 answers. Table 3: “What decided your choice?”'),
    {
      role: 'assistant',
      content: '',
      toolCalls: [asks('call_a3', 'read_page', { url: 'https://example.org/accounts/night-2025#coaches' })],
    },
    answers('call_a3', 'TimeoutError: no answer within 30 s', true),
    {
      role: 'assistant',
      content: 'The chapter on coaches did not load. I use the price from table 9 of the survey and say so.',
    },
    {
      role: 'assistant',
      content: 'Done. Four of nine routes cover their running cost; the page is in reports/night-trains.md.',
      metadata: { model: 'claude-sonnet-4-6', stop_reason: 'end_turn' },
    },
  ],
};

/** Somebody copied the session to try another ending: the record still names the first one. */
export const nightTrainsCopy: SampleSession = {
  id: 'night-trains-shorter-ending',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'completed',
  startedMinutesAgo: 130,
  metadata: nightTrains.metadata ?? {},
  record: { copiedFrom: nightTrains.id },
  nodes: nightTrains.nodes.map((node) =>
    node.id === 'report' ? { ...node, summary: report.slice(0, report.indexOf('## Leave')).trimEnd() } : node,
  ),
};
