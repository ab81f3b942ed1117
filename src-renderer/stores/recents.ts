import type { Store } from '#shared/model/store.ts';

/** Stores to open again: those that are remembered, the last used first. */
export function recentStores(stores: readonly Store[]): Store[] {
  return stores
    .filter((store) => store.location.kind !== 'memory')
    .sort((a, b) => (b.lastOpenedAt ?? 0) - (a.lastOpenedAt ?? 0));
}

/** Where a store lies, with what tells it from others of that place: the region or the server of a bucket. */
export function placeInWords({ location, place }: Pick<Store, 'location' | 'place'>): string {
  if (location.kind !== 's3') return place;
  if (location.endpoint === null) return `${place}, ${location.region}`;
  return `${place} on ${hostOf(location.endpoint)}`;
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}
