import { answers, asks, given, json, type SampleSession } from '../sample-session.ts';

const findings = `# Where vaccines get too warm

Loggers on 3,906 deliveries to 128 clinics. 4.1% were above 8 °C for more than an hour, and 71% of those at the last handover.[^1]

## By step

| step | deliveries too warm | median, minutes |
| --- | ---: | ---: |
| central store | 0.2% | 75 |
| van | 0.9% | 82 |
| handover at the clinic | 2.9% | 118 |
| clinic fridge | 0.4% | 240 |

## What the reports blame, and what the loggers show

Incident forms name the van in 58% of cases. The loggers do not: forms are filled in by who receives the box.[^1]

## Freezing

0.6% fell below 0 °C, nearly all in boxes with three ice packs where the manual says two.[^2]

[^1]: https://example.org/loggers/2025
[^2]: https://example.org/packing-manual

`;

const analysis = `# Analysis

The handover is the place to act. A bell at the clinic door would reach more deliveries than a new van.

- The 2.9% is a lower bound: 312 loggers stopped before the fridge.
- Freezing harms more doses a case than warmth does. It is rarer and it is not seen.

## Confidence

Weakest figure: clinics that opened late are told by the first door signal, and 19 clinics have no sensor. 95% interval of the handover share: 64% to 77%.`;

const summary = `# Summary

4.1% of deliveries get too warm, and 71% of these at the handover, not on the road.[^1] The forms say otherwise because the receiver fills them in.

Two measures cost little: a bell that tells the clinic that the van is there, and a lid printed with “two ice packs”. Together they concern 3.5% of deliveries.

[^1]: https://example.org/loggers/2025`;

const handedOver = given(['analyze', analysis], ['summarize', summary]);

/** A run that failed: the last node was given its input and never answered. */
export const coldChain: SampleSession = {
  id: 'b62e0f94-9c3d-4f0a-a1c8-0d5e7b6a4413',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'error',
  startedMinutesAgo: 26 * 60 + 14,
  metadata: {
    channel: 'signal',
    user: 'signal:+49 30 5550133',
    client: 'Meridian Health',
    topic: 'vaccine cold chain',
    error: 'report: 529 overloaded, 3 attempts',
  },
  nodes: [
    { id: 'research', summary: findings },
    { id: 'summarize', scratch: given(['research', findings]), summary },
    { id: 'analyze', scratch: given(['research', findings]), summary: analysis },
    {
      id: 'report',
      scratch: `${handedOver}

## Stopped

Attempt 1: 529 overloaded, waited 5 s
Attempt 2: 529 overloaded, waited 25 s
Attempt 3: 529 overloaded, gave up

No report was written. Findings, summary and analysis are complete: run report again, not the whole workflow. The client wants confidence intervals; the analysis has one, the summary none.`,
    },
  ],
  artifacts: {
    'sources.json': json([
      { title: 'Logger data, 128 clinics', url: 'https://example.org/loggers/2025', score: 0.93 },
      { title: 'Packing manual, rev. 4', url: 'https://example.org/packing-manual', score: 0.64 },
    ]),
    'run.json': json({
      nodes: {
        research: { agent: 'researcher', seconds: 91.5, error: false },
        summarize: { agent: 'summarizer', seconds: 10.2, error: false },
        analyze: { agent: 'analyst', seconds: 8.7, error: false },
        report: { agent: 'report_writer', seconds: 41.3, error: true, message: '529 overloaded' },
      },
    }),
    'logs/report.log': [
      'INFO  report_writer started, 1,204 input tokens',
      'WARN  529 overloaded, attempt 1 of 3',
      'WARN  529 overloaded, attempt 2 of 3',
      'ERROR 529 overloaded, attempt 3 of 3: giving up',
      '',
    ].join('\n'),
  },
  messages: [
    { role: 'user', content: 'Where in the cold chain do we lose doses? Full report, with intervals.' },
    {
      role: 'assistant',
      content: 'I ask for the logger data of the clinics.',
      toolCalls: [asks('call_c1', 'read_page', { url: 'https://example.org/loggers/2025' })],
    },
    answers('call_c1', '3,906 deliveries, 128 clinics, one row a minute'),
    {
      role: 'assistant',
      content: 'Findings, summary and analysis are done.',
      toolCalls: [asks('call_c2', 'run_node', { node: 'report' })],
    },
    answers('call_c2', 'ProviderError: 529 overloaded, 3 attempts', true),
  ],
};
