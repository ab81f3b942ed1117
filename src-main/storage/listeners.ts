import { folderOf } from '#shared/format/keys.ts';
import type { WatchEvent } from './backend.ts';

interface Listener {
  readonly keys: ReadonlySet<string>;
  readonly onEvent: (event: WatchEvent) => void;
}

/** Who wants to know of changes in a store that only changes through this process. */
export class Listeners {
  readonly #listeners = new Set<Listener>();

  /** Returns how to stop. */
  add(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void {
    const listener = { keys: new Set(keys), onEvent };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells, once the current work is done, those who watch the file or a folder that shows it. */
  tell(key: string): void {
    const places = [key, ...foldersShowing(key)];
    for (const listener of this.#listeners) {
      if (!places.some((place) => listener.keys.has(place))) continue;
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener.onEvent({ key });
      });
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

/** A new or vanished file may make its folders appear or vanish, so the levels above show it too. */
function foldersShowing(key: string): string[] {
  const folders: string[] = [];
  for (let place = key; place !== ''; ) {
    place = folderOf(place);
    folders.push(place);
  }
  return folders;
}
