import { given, json, type SampleSession } from '../sample-session.ts';

const findings = `# Why young street trees die

6,214 trees planted in five cities, followed for four years. 22% died, half of them in the second summer.[^1]

| species | planted | died |
| --- | ---: | ---: |
| Acer campestre | 1,410 | 14% |
| Tilia cordata | 2,233 | 25% |
| Quercus cerris | 804 | 17% |
| Platanus × hispanica | 1,767 | 24% |

- Watering contracts end after the first year in four cities. The fifth waters for three and loses 11%.[^1]
- A pit below 9 m³ doubles the loss, whatever the species.[^2]

[^1]: https://example.org/trees/five-cities
[^2]: https://example.org/trees/pit-volume`;

const summary = `# Summary

Young street trees die of thirst in their second summer, when watering contracts have ended. Three years of water halve the loss, from 22% to 11%.[^1] A larger pit does as much and costs eleven times more.

[^1]: https://example.org/trees/five-cities`;

const analysis = `# Analysis

Water and pit volume are mixed up in two cities: those with larger pits also water longer. The fifth city, with small pits and long watering, separates them.

## Confidence

Weakest figure: the 11%, from one city with a wet third year. Its loss may be nearer 14%.`;

const report = `# Street trees: water for three years

**For the City of Lindhaven.** Pay for two more summers of water: 46 € a tree. It saves 11 of 100 trees, each of which costs 1,900 € to replace.

Do not enlarge the pits of trees that stand already.`;

/** Finished work that a colleague had read a second time, by a workflow in a folder of its own. */
export const streetTrees: SampleSession = {
  id: '2e95b7f0-c84a-4b1d-8f36-a70d1e9c5b82',
  agent: 'researcher',
  workflow: 'research_pipeline',
  status: 'completed',
  startedMinutesAgo: 8 * 24 * 60 + 4 * 60,
  metadata: { channel: 'web', user: 'ana', client: 'City of Lindhaven', topic: 'street trees' },
  nodes: [
    { id: 'research', summary: findings },
    { id: 'summarize', scratch: given(['research', findings]), summary },
    { id: 'analyze', scratch: given(['research', findings]), summary: analysis },
    { id: 'report', scratch: given(['analyze', analysis], ['summarize', summary]), summary: report },
    {
      workflow: 'review/second_reading',
      id: 'reader',
      scratch:
        'Checked all five figures of the report against the findings. 46 € is not in them: where is it from?',
      summary: `# Second reading

Holds, with one gap: “46 € a tree” has no source. Jonas found it in the city's tender; it needs a mark. Say that the 11% comes from one city.`,
    },
  ],
  artifacts: {
    'reports/street-trees.md': report,
    'trees.jsonl': [
      '{"city": "A", "species": "Tilia cordata", "pit_m3": 6.5, "watered_years": 1, "alive": false}',
      '{"city": "E", "species": "Acer campestre", "pit_m3": 7.0, "watered_years": 3, "alive": true}',
      '{"city": "C", "species": "Quercus cerris", "pit_m3": 12.0, "watered_years": 1, "alive": true}',
      '',
    ].join('\n'),
    'loss.yaml': 'all: 0.22\nby_watering:\n  one_year: 0.25\n  three_years: 0.11\n',
    'sources.json': json([
      { title: 'Five cities, four summers', url: 'https://example.org/trees/five-cities', score: 0.9 },
      { title: 'Pit volume and survival', url: 'https://example.org/trees/pit-volume', score: 0.77 },
    ]),
  },
};
