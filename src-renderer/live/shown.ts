import type { Shown } from '#shared/model/live.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';

/** What a part of the window shows of one store. */
export interface Part {
  list: boolean;
  rows: readonly string[];
  sessions: readonly string[];
  folders: readonly string[];
  keys: readonly string[];
}

/** In ms: scrolling must rest so long before main is told. */
const rest = 150;

/** As many of a kind as one call takes. */
const limits = { rows: 300, sessions: 300, folders: 50, keys: 300 };

const parts = new Map<string, ReadonlyMap<StoreId, Partial<Part>>>();
let connection: string | null = null;
let keepsLooking = false;
let sent = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says what a part of the window shows from now on, by store, the most important first. */
export function setShown(part: string, shown: ReadonlyMap<StoreId, Partial<Part>>): void {
  parts.set(part, shown);
  sendSoon();
}

/** While true, main looks as if the window could be seen, though it may be hidden. */
export function keepLooking(on: boolean): void {
  keepsLooking = on;
  sendSoon();
}

/** Tells main anew, on a connection of this name; null while there is none. */
export function showOn(name: string | null): void {
  connection = name;
  sent = '';
  send();
}

/** Unites what the parts of the window show. */
export function uniteShown(all: Iterable<ReadonlyMap<StoreId, Partial<Part>>>): Shown[] {
  const byStore = new Map<StoreId, Partial<Part>[]>();
  for (const shown of all)
    for (const [store, part] of shown) byStore.set(store, [...(byStore.get(store) ?? []), part]);
  return [...byStore].map(([store, own]) => {
    const each = (kind: 'rows' | 'sessions' | 'folders' | 'keys') =>
      [...new Set(own.flatMap((part) => part[kind] ?? []))].slice(0, limits[kind]);
    const sessions = each('sessions');
    const known = new Set(sessions);
    return {
      store,
      list: own.some((part) => part.list),
      sessions,
      rows: each('rows').filter((id) => !known.has(id)),
      folders: each('folders'),
      keys: each('keys'),
    };
  });
}

function sendSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(send, rest);
}

function send(): void {
  clearTimeout(timer);
  if (connection === null) return;
  const hidden = document.hidden && !keepsLooking;
  const shown = uniteShown(parts.values());
  const text = JSON.stringify([hidden, shown]);
  if (text === sent) return;
  sent = text;
  // What is lost with the connection is said again on the next.
  client.live.show({ window: connection, hidden, shown }).catch(() => {});
}

/** Tells main when the window comes into view and goes out of it. Called once. */
export function followVisibility(): void {
  document.addEventListener('visibilitychange', send);
}
