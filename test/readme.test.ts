import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type S3TestServer, startS3Server } from './s3-server.ts';
import { Consumer } from './support/consumer.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const snippets = Array.from(readme.matchAll(/^```ts\n(.*?)^```$/gms), (match) => match[1] ?? '');

/** A part of what each example prints, in the order of README.md. */
const prints = [
  "user: What is new in AI safety?\nassistant: Three papers stand out.\n[ 'session-123' ]",
  'null\nSession “nobody” has no session.json.',
  'Found 3 relevant papers on AI safety.\n\nPaper 4: Constitutional AI approach.\nFour key papers',
  "{ name: 'Jane', skills: [ 'Python' ] }\n4\n[\n  'extracted_resume_data',\n  'original_document.pdf',\n  'reports/final.md'\n]",
  "[ 'Hello', 'Hi there.' ]",
  '1\n',
  'Write short sentences.\n\n\n---\n## Relevant Memory\nPrefers bullet points with citations.\n\n---\n## Session Context\nFound 3 papers.',
  "research [ 'search', 'report' ] []\n[]",
  "[ 'folder: checked', 'memory: atomic', 's3: atomic' ]\nHello false\n[ 'notes/today.md' ] true\n",
  "[ 'session-123' ] Found 3 papers.",
];

const consumers: Consumer[] = [];
let server: S3TestServer;

/** A project that has the example as its only file, and a PDF for it to store. */
function consumerOf(snippet: string): Consumer {
  const consumer = new Consumer();
  consumers.push(consumer);
  consumer.write('example.ts', snippet);
  consumer.write('report.pdf', '%PDF');
  return consumer;
}

beforeAll(async () => {
  server = await startS3Server();
  server.createBucket('agents');
});

afterAll(async () => {
  for (const consumer of consumers) consumer.remove();
  await server.close();
});

describe('the examples of README.md', () => {
  test('are all here', () => {
    expect(snippets).toHaveLength(prints.length);
  });

  test('are correct TypeScript', async () => {
    const consumer = consumerOf('');
    for (const [index, snippet] of snippets.entries()) consumer.write(`example-${index}.ts`, snippet);
    expect(await consumer.check()).toEqual({ code: 0, output: '' });
  }, 60_000);

  test.each(prints.map((text, index) => [index + 1, text] as const))(
    'example %i does what it says',
    async (number, text) => {
      const { code, output } = await consumerOf(snippets[number - 1] ?? '').run('example.ts', {
        S3_ENDPOINT: server.endpoint,
        S3_ACCESS_KEY_ID: server.accessKeyId,
        S3_SECRET_ACCESS_KEY: server.secretAccessKey,
        S3_BUCKET: 'agents',
      });
      expect(output).toContain(text);
      expect(code).toBe(0);
    },
  );
});
