import type { AppWindow } from './app-window.ts';

/** One picture of the documentation: how to get the app there. */
export interface Screen {
  readonly name: string;
  /** 1280 by 800 unless it is about less room. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly show: (window: AppWindow) => Promise<void>;
}

const small = { width: 1024, height: 700 };
const nightTrains = '3f9a41c7';
const coldChain = 'b62e0f94';
const cutOff = 'a93d5e17';

async function node(window: AppWindow): Promise<void> {
  await window.openSample();
  await window.open(nightTrains, 'research_pipeline', 'analyze');
  await window.editor(/summary/i);
}

/** Types at the start of a line of the summary that is open. */
async function edit(window: AppWindow, line: number, text: string): Promise<void> {
  const editor = await window.editor(/summary/i);
  await editor.focus();
  const { keyboard } = window.page;
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.press('Control+G');
  await keyboard.type(String(line));
  await keyboard.press('Enter');
  await keyboard.press('Home');
  await keyboard.insertText(text);
}

async function artifact(window: AppWindow, name: string): Promise<void> {
  await window.openSample();
  await window.open(nightTrains, 'Artifacts', name);
}

/** Another window saves the summary that is open in this one. */
async function saveElsewhere(window: AppWindow, line: number, text: string): Promise<void> {
  const other = await window.another();
  await other.open(nightTrains, 'research_pipeline', 'analyze');
  await edit(other, line, text);
  await other.page.keyboard.press('ControlOrMeta+S');
  await other.page.getByText(/^Saved/).waitFor();
  await other.page.close();
}

/** Saves a connection to the bucket of an address. */
async function connection(window: AppWindow, group: string, colour: string, address: string): Promise<void> {
  const { page } = window;
  await window.command('Connect to S3');
  await page.getByLabel('Bucket', { exact: true }).fill(address);
  await page.getByLabel('Group').fill(group);
  await page.getByRole('radio', { name: colour }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('tab', { name: 'New connection' }).waitFor({ state: 'detached' });
}

/** Every screen of the app, from the sample store. */
export const screens: readonly Screen[] = [
  { name: 'welcome', show: async ({ page }) => page.getByText('Look at a sample store').waitFor() },
  {
    name: 'connect',
    async show(window) {
      await connection(
        window,
        'Production',
        'red',
        'https://acme-agents.s3.eu-central-1.amazonaws.com/memory/',
      );
      await connection(window, 'Staging', 'violet', 'https://rgw.lab.example/agents/v2');
      await window.page.getByRole('option', { name: /acme-agents/ }).click();
      await window.page.getByRole('button', { name: 'Test', exact: true }).waitFor();
    },
  },
  {
    name: 'session',
    async show(window) {
      await window.openSample();
      await window.unfold(nightTrains);
      await window.open(nightTrains);
      await window.page.getByRole('heading', { name: /^Artifacts/ }).waitFor();
    },
  },
  {
    name: 'session-small',
    size: small,
    async show(window) {
      await window.openSample();
      await window.open(coldChain);
      await window.page.getByRole('heading', { name: /^Artifacts/ }).waitFor();
    },
  },
  {
    name: 'session-damaged',
    async show(window) {
      await window.openSample();
      await window.unfold(cutOff);
      await window.open(cutOff);
    },
  },
  { name: 'node', show: node },
  { name: 'node-small', size: small, show: node },
  {
    name: 'node-edited',
    async show(window) {
      await node(window);
      await edit(window, 3, 'Read with care: one winter, nine routes. ');
      await window.page.keyboard.press('Alt+C');
      await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    },
  },
  {
    name: 'node-preview',
    async show(window) {
      await node(window);
      await window.page.keyboard.press('Alt+V');
    },
  },
  {
    name: 'failed-run',
    async show(window) {
      await window.openSample();
      await window.open(coldChain, 'research_pipeline', 'report');
      const editor = await window.editor(/scratch/i);
      await editor.focus();
      await window.page.keyboard.press('ControlOrMeta+End');
    },
  },
  {
    name: 'merge',
    async show(window) {
      await node(window);
      await edit(window, 3, 'Read with care: one winter, nine routes. ');
      await edit(window, 12, 'Still open. ');
      await saveElsewhere(window, 3, 'Checked on Thursday, and it holds. ');
      await window.page.keyboard.press('ControlOrMeta+S');
      await window.page.getByRole('button', { name: 'Merge…' }).click();
      await window.page.getByRole('radio', { name: 'Take mine' }).click();
    },
  },
  {
    name: 'history',
    async show(window) {
      await node(window);
      const { page } = window;
      for (const text of ['Read with care: one winter, nine routes. ', 'Checked on Thursday. ']) {
        await edit(window, 3, text);
        await page.keyboard.press('ControlOrMeta+S');
        await page.getByRole('button', { name: 'Save', exact: true, disabled: true }).waitFor();
      }
      await page.keyboard.press('ControlOrMeta+Alt+B');
      await page.keyboard.press('Alt+H');
      await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    },
  },
  {
    name: 'record',
    async show(window) {
      await window.openSample();
      await window.open(nightTrains, 'Record');
    },
  },
  {
    name: 'messages',
    async show(window) {
      await window.openSample();
      await window.open(nightTrains, 'Messages');
    },
  },
  {
    name: 'memory',
    async show(window) {
      await window.openSample();
      await window.row('Sessions', 2).click();
      await window.page.keyboard.press('ArrowLeft');
      await window.row('Agents', 2).click();
      await window.page.keyboard.press('ArrowRight');
      await window.open('researcher', 'Memories', '2026');
    },
  },
  { name: 'artifact-json', show: (window) => artifact(window, 'sources.json') },
  { name: 'artifact-table', show: (window) => artifact(window, 'routes.csv') },
  { name: 'artifact-image', show: (window) => artifact(window, 'load.png') },
  { name: 'artifact-bytes', show: (window) => artifact(window, 'embeddings.bin') },
  {
    name: 'palette',
    async show(window) {
      await node(window);
      await window.page.keyboard.press('ControlOrMeta+P');
      await window.page.getByRole('combobox').fill('rep');
      await window.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'shortcuts',
    async show(window) {
      await window.openSample();
      await window.command('Keyboard shortcuts');
      await window.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'delete',
    async show(window) {
      await window.openSample();
      await window.row(coldChain, 3).click();
      await window.page.keyboard.press('Delete');
      await window.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'new-session',
    async show(window) {
      await window.openSample();
      await window.command('New session');
      await window.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'settings',
    async show(window) {
      await window.openSample();
      await window.command('Settings');
      await window.page.getByRole('heading', { name: 'Look' }).waitFor();
    },
  },
];
