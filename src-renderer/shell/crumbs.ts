import { placeOf, sessionOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { Crumb } from '../components/DocumentHead.tsx';
import { storeById } from '../stores/stores.ts';
import { shortId } from './names.ts';
import { openTab } from './tabs.ts';

/** The way to a session: store, then the session, which opens its overview. */
export function sessionCrumbs(store: StoreId, session: string): Crumb[] {
  return [
    { label: storeById(store)?.name ?? store },
    { label: shortId(session), mono: true, open: () => openTab({ kind: 'session', store, session }) },
  ];
}

/** The way to a file, by its place in the store; the file itself comes last. */
export function fileCrumbs(store: StoreId, key: string): Crumb[] {
  const session = sessionOf(key);
  const place = placeOf(key);
  if (session === null) {
    const [name = key, ...folders] = key.split('/').reverse();
    const way = folders.reverse().map((label) => ({ label }));
    return [{ label: storeById(store)?.name ?? store }, ...way, { label: name }];
  }
  const way = sessionCrumbs(store, session).slice(1);
  if (place.kind === 'artifact') return [...way, { label: 'Artifacts' }, { label: place.name }];
  const path = key.slice(`sessions/${session}/`.length);
  return [...way, { label: path }];
}
