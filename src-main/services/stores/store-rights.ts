import { StoreError } from '#shared/errors.ts';
import type { Store } from '#shared/model/store.ts';
import type { StorageBackend } from '#storage/backend.ts';
import type { WriteRights } from '../guarantee/write-rights.ts';
import type { Remembered } from './remembered.ts';

/** A store of the list, as far as its rights are concerned. */
type Listed = Pick<Remembered, 'id' | 'name' | 'readOnly'>;

/** Which stores may be written to: what was chosen for them, and what their credentials were seen to be allowed. */
export class StoreRights {
  readonly #rights: WriteRights;

  constructor(rights: WriteRights) {
    this.#rights = rights;
  }

  /** Why a store may not be written to; null where it may. */
  reasonOf({ id, readOnly }: Listed): Store['readOnlyReason'] {
    if (readOnly) return 'chosen';
    return this.#rights.areDenied(id) ? 'credentials' : null;
  }

  /** Throws `READ_ONLY`, with the reason, where a store may not be written to. */
  mustBeWritable(store: Listed): void {
    const { name, id } = store;
    if (this.reasonOf(store) === null) return;
    const why = this.#rights.areDenied(id)
      ? `The credentials of the store “${name}” may not write here`
      : `The store “${name}” is open read-only`;
    throw new StoreError('READ_ONLY', `${why}, so nothing was written.`, { where: name });
  }

  opened({ id, readOnly }: Listed, backend: StorageBackend): void {
    if (readOnly) this.#rights.forget(id);
    else this.#rights.follow(id, backend);
  }

  closed(id: string): void {
    this.#rights.forget(id);
  }

  /** Somebody has said anew whether a store is read-only: what its credentials may do counts from now on, or no more. */
  said(before: Listed, readOnly: boolean | undefined, backend: StorageBackend | undefined): void {
    if (readOnly !== false) return;
    if (before.readOnly && backend) this.#rights.follow(before.id, backend);
    else this.#rights.allow(before.id);
  }
}
