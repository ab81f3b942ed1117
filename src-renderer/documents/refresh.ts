import type { StoreId } from '#shared/model/store.ts';
import { onEvent, onReconnected } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onRefresh } from '../shell/refresh.ts';
import { useStores } from '../stores/stores.ts';
import { openDocuments } from './documents.ts';
import type { OpenDocument } from './open-document.ts';
import { appSource } from './source.ts';

/** As many keys as one call takes. */
const batch = 200;

async function refreshBatch(documents: readonly OpenDocument[], store: string): Promise<void> {
  const found = await appSource.versions(
    store,
    documents.map((document) => document.key),
  );
  await Promise.allSettled(documents.map((document, index) => document.follow(found[index] ?? null)));
}

const awaited = new WeakSet<Promise<void>>();

/** What is read already may have changed before there is an editor to show it. */
function refreshOnceLoaded({ store, key }: OpenDocument, loading: Promise<void>): void {
  if (awaited.has(loading)) return;
  awaited.add(loading);
  loading.then(
    () => refreshDocuments({ store, keys: new Set([key]) }),
    () => undefined,
  );
}

/** Looks whether open documents have changed in their stores; only some of them, where keys are named. */
export async function refreshDocuments(only?: {
  store: StoreId;
  keys: ReadonlySet<string> | null;
}): Promise<void> {
  const named = openDocuments().filter(
    ({ store, key }) => !only || (store === only.store && (!only.keys || only.keys.has(key))),
  );
  for (const document of named) if (document.loading) refreshOnceLoaded(document, document.loading);
  const documents = named.filter((document) => {
    const { phase } = document.state.getState();
    return phase === 'open' || phase === 'missing';
  });
  const byStore = Map.groupBy(documents, (document) => document.store);
  const batches = [...byStore].flatMap(([store, all]) =>
    Array.from({ length: Math.ceil(all.length / batch) }, (_, index) =>
      refreshBatch(all.slice(index * batch, (index + 1) * batch), store),
    ),
  );
  // A store that cannot be reached says so in its row; its documents stay as they are.
  await Promise.allSettled(batches);
}

/** What has changed and is to be followed, by store; null: anything may have. */
const changed = new Map<StoreId, Set<string> | null>();

/** In ms: a file that is written all the time is read and kept, all of it, each time; not more often than this. */
const restBetweenChanges = 200;

/** One after the other, and never piled up. */
const followChanged = oneAtATime(async () => {
  const due = [...changed];
  changed.clear();
  for (const [store, keys] of due) await refreshDocuments({ store, keys });
}, restBetweenChanges);

function followChange(store: StoreId, keys: readonly string[]): void {
  const waiting = changed.get(store);
  const known = changed.has(store) ? waiting : new Set<string>();
  changed.set(store, keys.length === 0 || !known ? null : new Set([...known, ...keys]));
  followChanged();
}

/** Opens again what could not be read while its store was closed. */
function retryFailed(): void {
  const open = new Set(
    useStores
      .getState()
      .stores?.filter((store) => store.state === 'open')
      .map((store) => store.id),
  );
  for (const document of openDocuments()) {
    if (document.state.getState().phase === 'failed' && open.has(document.store)) void document.load();
  }
}

/** Not more often than this by focus alone, in ms. */
const restBetween = 2_000;

function refreshOnFocus(): void {
  let last = 0;
  window.addEventListener('focus', () => {
    if (Date.now() - last < restBetween) return;
    last = Date.now();
    void refreshDocuments();
  });
}

/** Keeps open documents as the store has them: when asked to, on focus, on change, after a reconnect. Called once. */
export function followStoredDocuments(): void {
  onRefresh(() => void refreshDocuments());
  refreshOnFocus();
  onEvent('changed', ({ store, keys }) => followChange(store, keys));
  onReconnected(() => {
    for (const document of openDocuments()) void document.draft.verify();
    retryFailed();
    void refreshDocuments();
  });
  useStores.subscribe((now, before) => {
    if (now.stores !== before.stores) retryFailed();
  });
}
