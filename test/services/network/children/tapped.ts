/** A process of the app that tests, opens, writes to and closes buckets, and says of each what it asked the network for. */
import { json } from 'node:stream/consumers';
import type { OpenS3 } from '#shared/contract/stores.ts';
import { contacts, tap } from './tap.ts';

tap();
const { memorySecrets } = await import('#services/app/secrets.ts');
const { createServices } = await import('#services/index.ts');
const [, , home = ''] = process.argv;
const services = createServices(home, memorySecrets());
const answers: unknown[] = [];
for (const request of (await json(process.stdin)) as OpenS3[]) {
  contacts.length = 0;
  const problem = await beginToEnd(request).then(() => null, String);
  answers.push({ contacts: [...contacts], problem });
}
await services.close();
process.stdout.write(JSON.stringify(answers));
process.exit(0);

async function beginToEnd(request: OpenS3): Promise<void> {
  const { location, keys } = request;
  for await (const _ of services.xray.run({ location, keys }, {}));
  const opened = await services.opening.openS3(request, {});
  if (opened.kind !== 'opened') throw new Error('There is more than one store.');
  const { id } = opened.store;
  await services.documents.open(id, 'sessions/a/session.json', {});
  const save = { base: null, text: 'A text.\n', saveId: crypto.randomUUID() };
  await services.documents.save(id, `sessions/a/${crypto.randomUUID()}.md`, save, {});
  await services.stores.forget(id);
}
