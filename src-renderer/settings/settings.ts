import { create } from 'zustand';
import { defaultSettings, type Settings } from '#shared/model/app.ts';
import { client } from '../client/client.ts';

/** The user's settings, as main keeps them. */
export const useSettings = create<Settings>(() => defaultSettings);

/** Changes settings at once on the screen, then in main. Rejects, and takes it back, if main cannot keep it. */
export async function changeSettings(patch: Partial<Settings>): Promise<void> {
  const before = useSettings.getState();
  useSettings.setState(patch);
  try {
    useSettings.setState(await client.app.setSettings(patch));
  } catch (error) {
    useSettings.setState(before);
    throw error;
  }
}

function applyTheme({ theme }: Settings): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Fetches the settings and keeps the page's theme by them. Called once, before the first render. */
export async function loadSettings(): Promise<void> {
  useSettings.subscribe(applyTheme);
  useSettings.setState(await client.app.settings());
}
