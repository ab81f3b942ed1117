import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isStoreError } from '#shared/errors.ts';
import { operations } from '#shared/model/guarantee.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { plainEndpoint } from '#shared/s3/server.ts';
import type { Observed } from '#storage/s3/conditions.ts';
import { isAmazon } from '#storage/s3/endpoint.ts';
import { Guards, type Observations, observationsSchema } from '#storage/s3/guards.ts';
import type { AppEvents } from '../app/events.ts';
import type { Home } from '../app/home.ts';
import type { Log } from '../app/log.ts';

const entrySchema = z.object({
  endpoint: z.string(),
  bucket: z.string(),
  /** What the server called itself. */
  server: z.string().nullable(),
  observations: observationsSchema,
});

type Entry = z.infer<typeof entrySchema>;

const file = 'guarantees.json';
/** What another version of the app has written is kept as it is. */
const fileSchema = z.array(z.unknown());

/**
 * What was seen of how servers take conditions, by endpoint and bucket: kept in the app's home, and shared by all
 * that reach the same bucket. Of Amazon nothing has to be kept, since it is documented.
 */
export class KnownGuarantees {
  readonly #home: Home;
  readonly #events: AppEvents;
  readonly #log: Log;
  readonly #shared = new Map<string, Guards>();
  #entries: Entry[] = [];
  #loaded: Promise<void> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(home: Home, events: AppEvents, log: Log) {
    this.#home = home;
    this.#events = events;
    this.#log = log;
  }

  /** Reads what is kept; to be waited for before `of`. */
  load(): Promise<void> {
    this.#loaded ??= this.#home.readJson(file, fileSchema, []).then((stored) => {
      this.#entries = stored.flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
    });
    return this.#loaded;
  }

  /** What is known of the server of a location. Throws `INVALID` for an endpoint that is not a web address. */
  of({ endpoint, bucket }: Pick<S3Location, 'endpoint' | 'bucket'>): Guards {
    const amazon = isAmazon(endpoint ?? undefined);
    const place = { endpoint: plainEndpoint(endpoint) ?? '', bucket };
    const name = JSON.stringify(amazon ? { ...place, endpoint: '' } : place);
    const known = this.#shared.get(name);
    if (known) return known;
    const guards = new Guards(amazon);
    this.#shared.set(name, guards);
    const kept = amazon ? null : this.#keptFor(place);
    if (kept) guards.recall(kept.observations, kept.server);
    guards.onLearnt = () => {
      this.#events.emit({ kind: 'stores' });
      if (!amazon) this.#keep({ ...place, server: guards.server, observations: guards.observations });
    };
    return guards;
  }

  /** Settles when all that was learnt is written. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Of the bucket itself, or else what all other buckets of the server have in common. */
  #keptFor({
    endpoint,
    bucket,
  }: {
    endpoint: string;
    bucket: string;
  }): Pick<Entry, 'server' | 'observations'> | null {
    const ofServer = this.#entries.filter((entry) => entry.endpoint === endpoint);
    const own = ofServer.find((entry) => entry.bucket === bucket);
    const [first, ...others] = ofServer;
    if (own || !first) return own ?? null;
    const observations: Observations = {};
    for (const operation of operations) {
      const seen = first.observations[operation];
      const isCommon = others.every((other) => isAlike(other.observations[operation], seen));
      if (seen && isCommon) observations[operation] = { ...seen, elsewhere: true };
    }
    return { server: first.server, observations };
  }

  /** Writes it down, leaving what other processes have written. */
  #keep(entry: Entry): void {
    const isSame = ({ endpoint, bucket }: Entry) => endpoint === entry.endpoint && bucket === entry.bucket;
    this.#entries = [...this.#entries.filter((other) => !isSame(other)), entry];
    this.#writing = this.#writing.then(async () => {
      try {
        await this.#home.updateJson(file, fileSchema, [], (stored) => {
          const others = stored.filter((other) => {
            const read = entrySchema.safeParse(other).data;
            return !read || !isSame(read);
          });
          return [...others, entry];
        });
      } catch (error) {
        // It is learnt anew the next time.
        if (!isStoreError(error)) throw error;
        this.#log.warn({ code: error.code }, 'What was learnt of a server could not be written');
      }
    });
  }
}

/** Whether the same was seen, be it here or elsewhere. */
function isAlike(a: Observed | undefined, b: Observed | undefined): boolean {
  return isDeepStrictEqual(a && { ...a, elsewhere: false }, b && { ...b, elsewhere: false });
}
