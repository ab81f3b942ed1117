import type { S3Location } from '#shared/model/s3-location.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { Store, StoreId } from '#shared/model/store.ts';
import { useStores } from '../stores/stores.ts';

/** Says where another connection of the list leads to the same place; null where none does. */
export function useSamePlace(location: S3Location, self: StoreId | null): string | null {
  return useStores(({ stores }) => samePlaceWords(stores ?? [], location, self));
}

/** As `useSamePlace`, of these connections. */
export function samePlaceWords(
  stores: readonly Store[],
  location: S3Location,
  self: StoreId | null,
): string | null {
  const there = stores.filter((store) => samePlace(store.location, location));
  const other = there.find(({ id }) => id !== self);
  if (!other) return null;
  const isSaved = there.some(({ id }) => id === self);
  const second = isSaved ? 'is another connection to it' : 'would be a second connection to it';
  return `“${other.name}” leads to the same place. This ${second}.`;
}
