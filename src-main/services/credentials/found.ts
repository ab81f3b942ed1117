import type { Identity } from '#storage/s3/renewing.ts';

/** In milliseconds. */
const times = {
  /** How long before the end credentials are renewed, at most; of short ones, a quarter of their life. */
  lead: 6 * 60_000,
  /** What is left of them when they are sent no more: a request takes its time. */
  rest: 5_000,
};

/** Credentials that were found, and how long they serve. */
export class Found {
  readonly identity: Identity;
  /** When they run out, in ms since the epoch; null: never, or nobody said. */
  readonly end: number | null;
  readonly #life: number;

  constructor(identity: Identity, now = Date.now()) {
    this.identity = identity;
    this.end = identity.expiration?.getTime() ?? null;
    this.#life = this.end === null ? Number.POSITIVE_INFINITY : this.end - now;
  }

  /** Until they should be renewed, in ms. */
  get lead(): number {
    return this.#left - Math.min(times.lead, this.#life / 4);
  }

  /** Until they are sent no more, in ms. */
  get serves(): number {
    return this.#left - Math.min(times.rest, this.#life / 8);
  }

  get isUsable(): boolean {
    return this.serves > 0;
  }

  isSame({ identity: other }: Found): boolean {
    const { accessKeyId, secretAccessKey, sessionToken } = this.identity;
    return (
      accessKeyId === other.accessKeyId &&
      sessionToken === other.sessionToken &&
      secretAccessKey === other.secretAccessKey
    );
  }

  get #left(): number {
    return this.end === null ? Number.POSITIVE_INFINITY : this.end - Date.now();
  }
}
