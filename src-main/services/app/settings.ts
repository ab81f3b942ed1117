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
  #writing: Promise<unknown> = Promise.resolve();

  constructor(home: Home) {
    this.#home = home;
  }

  async get(): Promise<Settings> {
    const known = await this.#home.readJson(file, settingsSchema.partial(), {});
    return merge(defaultSettings, known);
  }

  /** Changes the given settings and answers all of them. */
  set(change: SettingsChange): Promise<Settings> {
    return this.#inTurn(async () => {
      const settings = merge(await this.get(), change);
      await this.#home.writeJson(file, settings);
      for (const listener of this.#listeners) listener(settings);
      return settings;
    });
  }

  /** Calls the listener with the settings after each change. */
  onChange(listener: (settings: Settings) => void): void {
    this.#listeners.add(listener);
  }

  uiState(): Promise<UiState> {
    return this.#home.readJson(uiFile, uiStateSchema, {});
  }

  /** Merges the given keys; those set to null are removed. */
  setUiState(change: UiState): Promise<void> {
    return this.#inTurn(async () => {
      const state = { ...(await this.uiState()), ...change };
      const kept = Object.entries(state).filter(([, value]) => value !== null);
      await this.#home.writeJson(uiFile, Object.fromEntries(kept));
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work, work);
    this.#writing = result.catch(() => undefined);
    return result;
  }
}
