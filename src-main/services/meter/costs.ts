import { StoreError } from '#shared/errors.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import { partSize } from '#storage/s3/part-sizes.ts';
import type { SettingsService } from '../app/settings.ts';
import { pieceBytes } from '../content/read-pieces.ts';

/** What something is about to cost. */
export interface Estimate {
  /** About so many, rather too many than too few. */
  readonly requests: number;
  /** The beginning of a sentence that says what takes them: “To delete session a”. */
  readonly what: string;
  /** A sentence that says why so many. */
  readonly why: string;
}

/** A file, of so many bytes. */
export interface Sized {
  readonly size: number;
}

/** Requests by which files are read, in pieces. */
export function toRead(files: readonly Sized[]): number {
  return files.reduce((sum, { size }) => sum + Math.max(1, Math.ceil(size / pieceBytes)), 0);
}

/** Requests by which files are written, besides the one each that makes them appear: parts, with a beginning and an end. */
export function toSend(files: readonly Sized[]): number {
  return files.reduce((sum, { size }) => sum + (size > partSize ? Math.ceil(size / partSize) + 2 : 0), 0);
}

/** Lets nothing begin that takes very many requests to a bucket, unless somebody has agreed to it. */
export class Costs {
  readonly #settings: SettingsService;

  constructor(settings: SettingsService) {
    this.#settings = settings;
  }

  /** Rejects `COSTLY` where it takes more requests than the settings allow unasked. A folder costs nothing. */
  async check(backend: ReadableBackend, { requests, what, why }: Estimate, agreed: boolean): Promise<void> {
    if (agreed || backend.kind !== 's3') return;
    const { warnRequests } = await this.#settings.get();
    if (requests <= warnRequests) return;
    const figures = `${what} takes about ${requests.toLocaleString('en')} requests to the bucket`;
    const message = `${figures}, more than the ${warnRequests.toLocaleString('en')} that the settings allow without asking. ${why}`;
    throw new StoreError('COSTLY', message, { requests });
  }
}
