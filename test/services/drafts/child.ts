/** A process of the app with a window that keeps a draft, until it is killed. */
import { randomUUID } from 'node:crypto';
import { memorySecrets } from '#services/app/secrets.ts';
import { createServices } from '#services/index.ts';

const [, , home = '', draft = '', text = ''] = process.argv;
const { drafts } = createServices(home, memorySecrets());
const window = randomUUID();
await drafts.windows.attend(window, randomUUID(), undefined).next();
await drafts.keep({
  window,
  id: draft,
  store: 'folder-0a1b2c',
  key: 'sessions/s/default/plan_summary.md',
  base: { version: 'v1', text: 'base' },
  text,
  bom: false,
  seq: 1,
});
setInterval(() => {}, 1000);
process.send?.('kept');
