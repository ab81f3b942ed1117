import type { StoreError } from '#shared/errors.ts';
import type { Store } from '#shared/model/store.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { guaranteeOf } from '../guarantee/words.ts';
import { placeOf } from './naming.ts';
import type { Remembered } from './remembered.ts';

/** Why a store could not be opened. */
export type Problem = Pick<StoreError, 'code' | 'message'>;

/** What is known of a store besides what is remembered of it. */
interface Standing extends Pick<Store, 'readOnlyReason' | 'signIn'> {
  /** Of an open one. */
  readonly backend: StorageBackend | undefined;
  /** It is being opened. */
  readonly isAwaited: boolean;
  readonly problem: Problem | null;
}

/** A store as the screen has it. */
export function describeStore(entry: Remembered, standing: Standing): Store {
  const { backend, readOnlyReason, signIn, problem } = standing;
  const { id, name, location, lastOpenedAt, folder, colour, position } = entry;
  return {
    ...{ id, name, location, lastOpenedAt, folder, colour, position },
    place: placeOf(location),
    readOnly: readOnlyReason !== null,
    readOnlyReason,
    state: backend ? 'open' : standing.isAwaited ? 'opening' : 'remembered',
    guarantee: backend ? guaranteeOf(backend) : null,
    signIn: backend ? signIn : null,
    listing: backend?.capabilities.listing ?? (location.kind === 's3' ? 'paged' : 'whole'),
    problem: problem?.message ?? null,
    problemCode: problem?.code ?? null,
  };
}
