import { type FSWatcher, watch as watchPath } from 'node:fs';
import path from 'node:path';
import { baseName, folderOf, joinKey } from '#shared/format/keys.ts';
import type { WatchEvent } from '../backend.ts';
import { type Disk, nullIfMissing } from './disk.ts';
import { isTempName } from './names.ts';

/** In milliseconds. Events come in bursts; network drives and containers send none, so facts are compared too. */
const gathering = 50;
const polling = 5000;

/**
 * Watches folders (one level each) and files. A file is watched through its folder, since a save may put another
 * in its place. Nothing of it keeps the process alive.
 */
export class Watch {
  readonly #disk: Disk;
  readonly #onEvent: (event: WatchEvent) => void;
  readonly #facts = new Map<string, string>();
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  /** Folders of which events told by name what changed in them. */
  readonly #eventful = new Set<string>();
  readonly #poll: NodeJS.Timeout;
  #gather: NodeJS.Timeout | null = null;
  #stopped = false;

  /** The facts are compared as often as that, in milliseconds. */
  constructor(disk: Disk, keys: readonly string[], onEvent: (event: WatchEvent) => void, every = polling) {
    this.#disk = disk;
    this.#onEvent = onEvent;
    for (const key of keys) this.#facts.set(key, 'unknown');
    this.#poll = setInterval(() => void this.#look(), every).unref();
    void this.#look();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#poll);
    if (this.#gather) clearTimeout(this.#gather);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Compares the facts of what is watched with the last ones, and watches what has become watchable. */
  async #look(): Promise<void> {
    for (const [key, before] of this.#facts) {
      const { facts, folder } = await this.#factsOf(key);
      if (this.#stopped) return;
      this.#facts.set(key, facts);
      if (before !== 'unknown' && before !== facts) this.#tell(key);
      if (facts !== 'nothing') this.#watch(folder);
    }
  }

  async #factsOf(key: string): Promise<{ facts: string; folder: string }> {
    const above = folderOf(key);
    try {
      const stats =
        key === ''
          ? await this.#disk.driver.lstat(this.#disk.root)
          : await this.#disk.atFile(key, async (spot) => spot.stats);
      if (!stats) return { facts: 'absent', folder: above };
      const facts = `${stats.mtimeMs}-${stats.size}-${stats.ino}`;
      return { facts, folder: key === '' || stats.isDirectory() ? key : above };
    } catch {
      // Not there, not readable or outside: nothing to be told of, until that changes.
      return { facts: 'nothing', folder: above };
    }
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const at = path.join(this.#disk.root, ...folder.split('/'));
      const watcher = watchPath(at, { persistent: false }, (_, name) => this.#onChange(folder, name));
      watcher.on('error', () => this.#unwatch(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // The system's watches are used up, or the folder has just gone: comparing facts still finds changes.
    }
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#tell(folder);
  }

  #onChange(folder: string, name: string | null): void {
    if (name !== null && isTempName(name)) return;
    const key = name === null ? folder : joinKey(folder, name);
    if (this.#facts.has(folder) || this.#facts.has(key)) this.#tell(key);
    if (this.#facts.has(folder) && name !== null) this.#eventful.add(folder);
    // A folder that was removed or moved away says so by its own name, and sends nothing any more.
    if (name === baseName(folder)) void this.#renew(folder);
  }

  async #renew(folder: string): Promise<void> {
    const there = await this.#disk
      .inFolder(folder, async () => true)
      .catch(nullIfMissing)
      .catch(() => null);
    if (there || this.#stopped) return;
    this.#unwatch(folder);
  }

  /** What events have told of is not told again by the folder's facts. */
  async #note(): Promise<void> {
    const folders = [...this.#eventful];
    this.#eventful.clear();
    for (const folder of folders) {
      const { facts } = await this.#factsOf(folder);
      if (this.#facts.has(folder)) this.#facts.set(folder, facts);
    }
  }

  #tell(key: string): void {
    if (this.#stopped) return;
    this.#changed.add(key);
    this.#gather ??= setTimeout(() => {
      this.#gather = null;
      const changed = [...this.#changed];
      this.#changed.clear();
      void this.#note();
      for (const each of changed) this.#onEvent({ key: each });
    }, gathering).unref();
  }
}
