import { answers, asks, given, json, type SampleSession } from '../sample-session.ts';

const findings = `# Heat pumps in blocks built before 1978

Field trials in 11 blocks, 412 flats. Seasonal efficiency is 2.6 to 3.4; what separates the two ends is flow temperature, not the pump.[^1]

## What decides the running cost

1. Flow temperature. Each 5 °C less adds 0.3 to the seasonal efficiency.[^1]
2. Radiators. In 7 of 11 blocks under a quarter of them had to be changed to run at 50 °C.[^2]
3. Tariff. At a ratio of electricity to gas above 3.1 a household pays more than before.[^3]

## Blocks

| block | built | flow, °C | efficiency | flats |
| --- | ---: | ---: | ---: | ---: |
| Ahornstraße | 1961 | 47 | 3.4 | 36 |
| Lindenhof | 1958 | 50 | 3.2 | 54 |
| Am Speicher | 1972 | 55 | 2.8 | 64 |
| Marienplatz 4–10 | 1912 | 60 | 2.6 | 28 |

## Open

- Noise: two trials measured it, with methods that cannot be compared.
- Marienplatz has single glazing. It says little about blocks with new windows.

[^1]: https://example.org/trials/blocks-11
[^2]: https://example.org/radiator-census
[^3]: https://example.org/tariffs/ratio

`;

const analysis = `# Analysis

The claim that old blocks need 65 °C does not hold: 9 of 11 ran a full winter at 55 °C or less. The saving rests on the tariff ratio more than on the pump.

## What follows

- **Ask for the flow temperature first.** Without it an efficiency means nothing.
- **A radiator survey pays.** 180 € a flat avoids an oversized pump in most blocks.[^2]
- **Do not average Marienplatz in.** One block with single glazing pulls the mean from 3.1 to 2.9.

## What would change it

A tariff ratio of 2.5 instead of 3.1 turns the two weakest blocks from a loss of 90 € a year to a gain of 40 €.

## Confidence

Weakest figure: the radiator count, from one census with 60% of flats answering. High for flow temperature, low for noise.

[^2]: https://example.org/radiator-census`;

const rough = `# Summary (second pass)

Old blocks can be heated at 55 °C or less: 9 of 11 were, for a whole winter.[^1]

- Efficiency 2.6 to 3.4`;

/** A run that is still going: the summary is being written, the report waits. */
export const heatPumps: SampleSession = {
  id: '8d0c6f3e-2b57-4e0c-9a41-5f7f0a3bd2c9',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'active',
  startedMinutesAgo: 6,
  metadata: {
    channel: 'web',
    user: 'jonas@aldervoss.example',
    client: 'City of Lindhaven',
    topic: 'heat pumps in older blocks',
    budget_eur: 4.5,
  },
  nodes: [
    { id: 'research', summary: findings },
    { id: 'analyze', scratch: given(['research', findings]), summary: analysis },
    { id: 'summarize', scratch: `${given(['research', findings])}\n\n${rough}` },
  ],
  artifacts: {
    'sources.json': json([
      {
        title: 'Heat pumps in eleven blocks: two winters',
        url: 'https://example.org/trials/blocks-11',
        score: 0.91,
        kept: true,
      },
      {
        title: 'Radiator census of the housing association',
        url: 'https://example.org/radiator-census',
        score: 0.74,
        kept: true,
      },
      { title: 'Tariff ratios by quarter', url: 'https://example.org/tariffs/ratio', score: 0.7, kept: true },
      { title: 'Ten myths about heating', url: 'https://example.org/myths', score: 0.22, kept: false },
    ]),
    'blocks.csv': [
      'block,built,flow_c,efficiency,flats,windows',
      'Ahornstraße,1961,47,3.4,36,new',
      'Lindenhof,1958,50,3.2,54,new',
      '"Am Speicher, north",1972,55,2.8,64,new',
      'Marienplatz 4–10,1912,60,2.6,28,single',
      'Hafenblick,1968,52,3.1,40,',
      'Torfweg,1955,50,3.2,22,new',
      '',
    ].join('\n'),
  },
  messages: [
    {
      role: 'user',
      content:
        'Lindhaven asks whether heat pumps can serve their blocks from before 1978. One page, costs per household. They vote on it next week.',
    },
    {
      role: 'assistant',
      content: 'I will look for field trials first, then for tariffs.',
      toolCalls: [
        asks('call_01', 'web_search', { query: 'heat pump field trial apartment blocks built before 1978' }),
        asks('call_02', 'web_search', { query: 'electricity to gas tariff ratio households by quarter' }),
      ],
    },
    answers('call_01', '11 results, 2 kept: “Heat pumps in eleven blocks”, “Radiator census”'),
    answers('call_02', '429 Too Many Requests: retry after 20 s', true),
    {
      role: 'assistant',
      content: 'The second search was refused. I wait 20 seconds and ask again.',
      toolCalls: [
        asks('call_03', 'web_search', { query: 'electricity to gas tariff ratio households by quarter' }),
      ],
    },
    answers('call_03', '6 results, 1 kept: “Tariff ratios by quarter”'),
    {
      role: 'assistant',
      content: 'Findings are complete. Summary and analysis have started.',
      toolCalls: [asks('call_04', 'save_artifact', { name: 'sources.json', items: 4 })],
    },
    answers('call_04', 'saved, 4 items'),
  ],
};
