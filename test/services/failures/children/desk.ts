/**
 * The app's services in a process of their own, on a folder that the test makes trouble for. Takes a command a
 * line, and answers each with a line of JSON. Arguments: home, folder, key.
 */
import { createInterface } from 'node:readline';
import { memorySecrets } from '#services/app/secrets.ts';
import { createServices } from '#services/index.ts';
import { isStoreError } from '#shared/errors.ts';

const [home = '', folder = '', key = ''] = process.argv.slice(2);
const services = createServices(home, memorySecrets());
const opened = await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
if (opened.kind !== 'opened') throw new Error('The folder is not clear.');
const { store } = opened;
let version: string | null = null;

const commands: Record<string, (text: string) => Promise<unknown>> = {
  async open() {
    const document = await services.documents.open(store.id, key, {});
    version = document.version;
    return document.text;
  },
  async save(text) {
    const saved = await services.documents.save(
      store.id,
      key,
      { base: version, text, saveId: crypto.randomUUID() },
      {},
    );
    version = saved.version;
    return 'saved';
  },
  async create(path) {
    const save = { base: null, text: 'new', saveId: crypto.randomUUID() };
    await services.documents.save(store.id, path, save, {});
    return 'created';
  },
  list: () => services.stores.reader(store.id).backend.listLevel('sessions'),
};

async function answer(line: string): Promise<unknown> {
  const { command, text } = JSON.parse(line) as { command: string; text: string };
  try {
    return { done: await commands[command]?.(text) };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return { code: error.code, message: error.message, data: error.data };
  }
}

process.stdout.write('ready\n');
for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
await services.close();
