import { z } from 'zod';
import type { S3Location } from '#shared/model/s3-location.ts';
import { sameEndpoint } from '#shared/s3/server.ts';
import type { SecretStore } from '../app/secrets.ts';
import { type S3Keys, s3KeysSchema } from './keys.ts';

const keptSchema = z.object({
  ...s3KeysSchema.shape,
  /** Where they belong; left out by former versions: to where their connection leads. */
  endpoint: z.string().nullable().optional(),
});

/** Where a connection leads, as it is remembered; null where it is not, or leads to no bucket. */
type LocationOf = (store: string) => Promise<Pick<S3Location, 'endpoint'> | null>;

/** Keeps keys again that were forgotten, as those of a connection. */
export type RestoreKeys = (id: string) => Promise<void>;

/** The keys of connections, where the host keeps secrets. They belong to an endpoint and are given to no other. */
export class KeptKeys {
  readonly #secrets: SecretStore;
  readonly #locationOf: LocationOf;

  constructor(secrets: SecretStore, locationOf: LocationOf) {
    this.#secrets = secrets;
    this.#locationOf = locationOf;
  }

  /** Those of a connection; null where none are kept for this endpoint. */
  async get(store: string, { endpoint }: Pick<S3Location, 'endpoint'>): Promise<S3Keys | null> {
    const kept = await this.#secrets.get(nameOf(store));
    const read = kept === null ? null : readKept(kept);
    if (!read) return null;
    const { endpoint: said, ...keys } = read;
    const theirs = said === undefined ? (await this.#locationOf(store))?.endpoint : said;
    return theirs !== undefined && sameEndpoint(theirs, endpoint) ? keys : null;
  }

  set(store: string, { endpoint }: Pick<S3Location, 'endpoint'>, keys: S3Keys): Promise<void> {
    return this.#secrets.set(nameOf(store), JSON.stringify({ ...keys, endpoint }));
  }

  /** Forgets those of a connection; what is answered keeps them again, for it or for another one. */
  async take(store: string): Promise<RestoreKeys> {
    const kept = await this.#secrets.get(nameOf(store));
    await this.#secrets.delete(nameOf(store));
    return async (id) => {
      if (kept !== null) await this.#secrets.set(nameOf(id), kept);
    };
  }
}

/** Null for what this app has not written: its words must not get into an error. */
function readKept(kept: string): z.infer<typeof keptSchema> | null {
  try {
    return keptSchema.safeParse(JSON.parse(kept)).data ?? null;
  } catch {
    return null;
  }
}

function nameOf(store: string): string {
  return `s3-keys:${store}`;
}
