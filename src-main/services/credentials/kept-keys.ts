import { z } from 'zod';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { SecretStore } from '../app/secrets.ts';
import { type S3Keys, s3KeysSchema } from './keys.ts';

const keptSchema = z.object({
  ...s3KeysSchema.shape,
  /** Where they belong; left out by former versions, whose ids of stores said it. */
  endpoint: z.string().nullable().optional(),
});

/** The keys of connections, where the host keeps secrets. They belong to an endpoint and are given to no other. */
export class KeptKeys {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** Those of a connection; null where none are kept for this endpoint. */
  async get(store: string, { endpoint }: Pick<S3Location, 'endpoint'>): Promise<S3Keys | null> {
    const kept = await this.#secrets.get(nameOf(store));
    const read = kept === null ? null : readKept(kept);
    if (!read) return null;
    const { endpoint: theirs, ...keys } = read;
    return theirs === undefined || theirs === endpoint ? keys : null;
  }

  set(store: string, { endpoint }: Pick<S3Location, 'endpoint'>, keys: S3Keys): Promise<void> {
    return this.#secrets.set(nameOf(store), JSON.stringify({ ...keys, endpoint }));
  }

  /** Forgets those of a connection; what is answered keeps them again. */
  async take(store: string): Promise<() => Promise<void>> {
    const kept = await this.#secrets.get(nameOf(store));
    await this.#secrets.delete(nameOf(store));
    return async () => {
      if (kept !== null) await this.#secrets.set(nameOf(store), kept);
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
