import { memoriesFolder } from '#shared/format/layout.ts';
import { type Clock, minutes } from '../clock.ts';
import type { SampleFile } from '../sample-file.ts';

const { day, hour } = minutes;

interface Memory {
  readonly agent: string;
  readonly minutesAgo: number;
  readonly tags: readonly string[];
  readonly body: string;
}

const memories: readonly Memory[] = [
  {
    agent: 'researcher',
    minutesAgo: 41 * day + 3 * hour,
    tags: ['client', 'lindhaven'],
    body: 'City of Lindhaven wants costs per household and year, never per kilowatt. They print our pages.',
  },
  {
    agent: 'researcher',
    minutesAgo: 27 * day + 5 * hour,
    tags: ['source', 'rail'],
    body: 'The operators’ timetable archive counts a cancelled train as “on time”. Use the infrastructure manager’s data for punctuality.',
  },
  {
    agent: 'researcher',
    minutesAgo: 16 * day + 2 * hour,
    tags: ['method'],
    body: 'Field trials of heat pumps: ask for the flow temperature before comparing efficiency. Half of the spread between studies is that.',
  },
  {
    agent: 'researcher',
    minutesAgo: 6 * day + 40,
    tags: ['tool'],
    body: 'web_search refuses more than 20 calls a minute. Wait 20 seconds after a 429; the second try has always worked.',
  },
  {
    agent: 'desk',
    minutesAgo: 9 * day + 7 * hour,
    tags: ['people', 'preferences'],
    body: 'Mika asks in Japanese and wants the answer in Japanese, with the English title of the report.',
  },
  {
    agent: 'analyst',
    minutesAgo: 20 * day + hour,
    tags: ['review'],
    body: 'Jonas sends analyses back when “Confidence” does not name the weakest figure.\n\nName it first.',
  },
];

/** Long-term memory of the agents, one file an entry. */
export function memoryFiles(clock: Clock): SampleFile[] {
  return memories.map(({ agent, minutesAgo, tags, body }) => ({
    minutesAgo,
    key: `${memoriesFolder(agent)}/${clock.fileStamp(minutesAgo)}.md`,
    content: `---\ncreated_at: ${clock.iso(minutesAgo)}\ntags: [${tags.join(', ')}]\n---\n${body}`,
  }));
}
