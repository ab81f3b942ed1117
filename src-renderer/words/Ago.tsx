import { useSyncExternalStore } from 'react';
import { formatAge, formatWhen } from './times.ts';

/** In ms: ages are told anew this often. */
const every = 10_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, every);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The time, as it goes on; one clock for all who show an age. */
export const useNow = () => useSyncExternalStore(subscribe, () => now);

/** How old something is, in a narrow column: `5m`. Times are in ms. */
export function Age({ at }: { at: number }) {
  return formatAge(at, useNow());
}

/** When something was, in a sentence or a wide column: `2 min ago`. Times are in ms. */
export function Ago({ at }: { at: number }) {
  return formatWhen(at, useNow());
}
