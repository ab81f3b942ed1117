import type { S3Location } from '#shared/model/s3-location.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { StoreId } from '#shared/model/store.ts';
import { useStores } from '../stores/stores.ts';

/** Says where another connection of the list leads to the same place; null where none does. */
export function useSamePlace(location: S3Location, self: StoreId | null): string | null {
  const other = useStores(({ stores }) =>
    stores?.find((store) => store.id !== self && samePlace(store.location, location)),
  );
  return other ? `“${other.name}” leads to the same place. This would be a second connection to it.` : null;
}
