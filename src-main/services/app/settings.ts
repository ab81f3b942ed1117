import type { z } from 'zod';
import {
  defaultSettings,
  type Settings,
  settingsSchema,
  type UiState,
  uiStateSchema,
} from '#shared/model/app.ts';
import type { Home } from './home.ts';

const file = 'settings.json';
const uiFile = 'ui-state.json';

type SettingsChange = z.infer<ReturnType<typeof settingsSchema.partial>>;

/** What is undefined in the change stays as it was. */
function merge(settings: Settings, change: SettingsChange): Settings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}

/** Settings and the screen's own state, kept in the app's home. */
export class SettingsService {
  readonly #home: Home;
  readonly #listeners = new Set<(settings: Settings) => void>();

  constructor(home: Home) {
    this.#home = home;
  }

  async get(): Promise<Settings> {
    const known = await this.#home.readJson(file, settingsSchema.partial(), {});
    return merge(defaultSettings, known);
  }

  /** Changes the given settings and answers all of them. */
  async set(change: SettingsChange): Promise<Settings> {
    const known = await this.#home.updateJson<SettingsChange>(file, settingsSchema.partial(), {}, (current) =>
      merge(merge(defaultSettings, current), change),
    );
    const settings = merge(defaultSettings, known);
    for (const listener of this.#listeners) listener(settings);
    return settings;
  }

  /** Calls the listener with the settings after each change. */
  onChange(listener: (settings: Settings) => void): void {
    this.#listeners.add(listener);
  }

  uiState(): Promise<UiState> {
    return this.#home.readJson(uiFile, uiStateSchema, {});
  }

  /** Merges the given keys; those set to null are removed. */
  async setUiState(change: UiState): Promise<void> {
    await this.#home.updateJson(uiFile, uiStateSchema, {}, (state) => {
      const kept = Object.entries({ ...state, ...change }).filter(([, value]) => value !== null);
      return Object.fromEntries(kept);
    });
  }
}
