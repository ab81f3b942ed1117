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

async function node(window: AppWindow): Promise<void> {
  await window.openSample();
  await window.open(nightTrains, 'research_pipeline', 'analyze');
  await window.editor(/summary/i);
}

async function artifact(window: AppWindow, name: string): Promise<void> {
  await window.openSample();
  await window.open(nightTrains, 'Artifacts', name);
  await window.page.getByText(name).nth(1).waitFor();
}

/** Every screen of the app, from the sample store. */
export const screens: readonly Screen[] = [
  { name: 'welcome', show: async ({ page }) => page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'session',
    async show(window) {
      await window.openSample();
      await window.unfold(nightTrains);
      await window.open(nightTrains);
      await window.page.getByRole('heading', { name: /^Artifacts/ }).waitFor();
    },
  },
  { name: 'node', show: node },
  { name: 'node-small', size: small, show: node },
  {
    name: 'failed-run',
    async show(window) {
      await window.openSample();
      await window.open(coldChain, 'research_pipeline', 'report');
      await window.editor(/scratch/i);
    },
  },
  { name: 'artifact-json', show: (window) => artifact(window, 'sources.json') },
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
    name: 'settings',
    async show(window) {
      await window.openSample();
      await window.command('Settings');
      await window.page.getByRole('heading', { name: 'Settings' }).waitFor();
    },
  },
];
