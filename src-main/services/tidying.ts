import { defaultSettings, type Settings } from '#shared/model/app.ts';
import type { Log } from './app/log.ts';
import type { SettingsService } from './app/settings.ts';
import type { DeletionService } from './deletion/deletion.ts';
import type { Owners } from './drafts/owners.ts';
import type { HistoryService } from './history/history.ts';

/** In milliseconds: how often an app that runs on and on clears away. */
const every = 6 * 3_600_000;
/** The part of the history's limit that may be kept before it is looked at again. */
const share = 0.1;

interface TidyingParts {
  readonly owners: Owners;
  readonly settings: SettingsService;
  readonly history: HistoryService;
  readonly deletion: DeletionService;
  readonly log: Log;
}

/** Clears away what is kept no longer: at the start, from time to time, and whenever much was kept. */
export class Tidying {
  readonly #parts: TidyingParts;
  #limits: Settings = defaultSettings;
  #keptSince = 0;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(parts: TidyingParts) {
    this.#parts = parts;
    parts.settings.onChange((settings) => {
      const before = this.#limits;
      this.#limits = settings;
      const lower =
        settings.keepHistoryMegabytes < before.keepHistoryMegabytes ||
        settings.keepHistoryDays < before.keepHistoryDays;
      if (lower) void this.run();
    });
  }

  /** Does it once, and again and again from then on. */
  start(): Promise<void> {
    this.#timer ??= setInterval(() => void this.run(), every).unref();
    return this.run();
  }

  /** Takes note that so many more bytes lie in the app's home. */
  kept(bytes: number): void {
    this.#keptSince += bytes;
    this.#runIfMuch();
  }

  #runIfMuch(): void {
    if (this.#keptSince > this.#limits.keepHistoryMegabytes * 1024 * 1024 * share) void this.run();
  }

  /** Does it now, once for all who want it meanwhile; what goes wrong stands in the log. */
  run(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#running ??= this.#tidy().finally(() => {
      this.#running = null;
      this.#runIfMuch();
    });
    return this.#running;
  }

  /** Begins no more. What is under way ends when the database does. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer ?? undefined);
  }

  async #tidy(): Promise<void> {
    const { owners, settings, history, deletion, log } = this.#parts;
    this.#keptSince = 0;
    try {
      owners.tidy();
      this.#limits = await settings.get();
      const { keepHistoryDays, keepHistoryMegabytes, keepDeletedDays } = this.#limits;
      await history.prune({ days: keepHistoryDays, megabytes: keepHistoryMegabytes });
      // Clears away what nothing refers to any more, of the history too.
      await deletion.prune(keepDeletedDays);
    } catch (error) {
      if (!this.#closed) log.warn({ err: error }, 'What is kept no longer could not be cleared away');
    }
  }
}
