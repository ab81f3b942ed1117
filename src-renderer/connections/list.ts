import type { Store } from '#shared/model/store.ts';

/** Connections that stand together: those of one folder of the list, or those in none, by kind. */
export interface Group {
  /** The heading, and what names it among all. */
  label: string;
  /** What a connection that is put here gets; `''` is none. */
  folder: string;
  stores: readonly Store[];
}

/** The connections that the list shows: stores in memory are none. */
function connections(stores: readonly Store[]): Store[] {
  return stores.filter(({ location }) => location.kind !== 'memory');
}

/** The list as it is shown: folders by their first connection, then what stands in none. */
export function groupsOf(stores: readonly Store[], filter = ''): Group[] {
  const shown = connections(stores).filter((store) => fits(store, filter));
  const folders = [...new Set(shown.map(({ folder }) => folder))].filter((folder) => folder !== '');
  const named = folders.map((folder) => ({
    label: folder,
    folder,
    stores: shown.filter((store) => store.folder === folder),
  }));
  const loose = (kind: Store['location']['kind'], label: string) => ({
    label,
    folder: '',
    stores: shown.filter(({ folder, location }) => folder === '' && location.kind === kind),
  });
  return [...named, loose('s3', 'Buckets'), loose('folder', 'Folders')].filter(
    ({ stores: all }) => all.length > 0,
  );
}

function fits({ name, place, folder, location }: Store, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const endpoint = location.kind === 's3' ? (location.endpoint ?? '') : '';
  const text = `${name}\n${place}\n${folder}\n${endpoint}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The connection beside one in the list as it is shown: the next, else the one before; null where there is none. */
export function neighbourOf(stores: readonly Store[], id: string, filter = ''): Store | null {
  const rows = groupsOf(stores, filter).flatMap((group) => group.stores);
  const at = rows.findIndex((store) => store.id === id);
  return at < 0 ? null : (rows[at + 1] ?? rows[at - 1] ?? null);
}

/** The folders of the list, in its order. */
export function foldersOf(stores: readonly Store[]): string[] {
  return [...new Set(connections(stores).map(({ folder }) => folder))].filter((folder) => folder !== '');
}

/** Order and folders, as main is told them. */
export type Order = { store: string; folder: string }[];

/** Where a connection is put: before or behind another one, or at the end of a group. */
export type Spot = { beside: string; after: boolean } | { endOf: string };

/** The list once a connection was put elsewhere; null where it would stay as it is. */
export function moved(stores: readonly Store[], id: string, spot: Spot): Order | null {
  const all = groupsOf(stores).flatMap((group) => group.stores);
  const store = all.find((each) => each.id === id);
  if (!store) return null;
  const rest = all.filter((each) => each !== store);
  const beside = 'beside' in spot ? rest.find((each) => each.id === spot.beside) : undefined;
  if ('beside' in spot && !beside) return null;
  const folder = beside ? beside.folder : 'endOf' in spot ? spot.endOf : store.folder;
  const last = rest.findLastIndex((each) => each.folder === folder);
  const at =
    'beside' in spot && beside
      ? rest.indexOf(beside) + (spot.after ? 1 : 0)
      : last < 0
        ? rest.length
        : last + 1;
  const order = rest
    .toSpliced(at, 0, store)
    .map((each) => ({ store: each.id, folder: each === store ? folder : each.folder }));
  const same = order.every(
    ({ store: each, folder: its }, index) => each === all[index]?.id && its === all[index]?.folder,
  );
  return same ? null : order;
}

/** The list once a connection went one place up (−1) or down (1); at the edge of its group it goes over into the next one. */
export function stepped(stores: readonly Store[], id: string, step: -1 | 1): Order | null {
  const groups = groupsOf(stores);
  const at = groups.findIndex((group) => group.stores.some((store) => store.id === id));
  const group = groups[at];
  if (!group) return null;
  const index = group.stores.findIndex((store) => store.id === id);
  const neighbour = group.stores[index + step];
  if (neighbour) return moved(stores, id, { beside: neighbour.id, after: step > 0 });
  // Those in no folder stand by their kind, so they have no neighbours there.
  const next = groups[at + step];
  if (!next) return null;
  if (next.folder === '') return moved(stores, id, { endOf: '' });
  const edge = step > 0 ? next.stores[0] : next.stores.at(-1);
  return edge ? moved(stores, id, { beside: edge.id, after: step < 0 }) : null;
}
