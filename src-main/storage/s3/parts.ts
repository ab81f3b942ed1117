import { setTimeout as pause } from 'node:timers/promises';
import { AbortMultipartUploadCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3';
import { nameOf, statusOf } from './errors.ts';
import { isRefusal } from './sending.ts';

/** An upload in parts that was begun. Until it has ended, its parts take room in the bucket, and are in no listing. */
export interface BegunUpload {
  readonly bucket: string;
  /** The bucket's key. */
  readonly object: string;
  /** As the server calls it. */
  readonly id: string;
}

/** Keeps in mind which uploads have begun, so that none is left in a bucket, whatever happens to this process. */
export interface UploadNotes {
  /** Before the first part is sent. */
  begun(upload: BegunUpload): Promise<void>;
  /**
   * A beginning was not answered, so that an upload may be open under an id that nobody knows. It has no parts, and
   * cannot be told from one that another client has begun at the same time: it stays.
   */
  unanswered(upload: Omit<BegunUpload, 'id'>): void;
  /** The object is there, or no part of it is any more. */
  ended(upload: BegunUpload): Promise<void>;
  /** Its parts could not be removed; that is tried again a few times. */
  left(upload: BegunUpload): void;
  /** Those that nobody is sending any more: of processes that are gone, and what was left here. */
  orphans(): Promise<readonly BegunUpload[]>;
}

/** In ms: the pauses before parts are tried to be removed again, while somebody may wait, and after that. */
const patience = { soon: [0, 500], later: [5_000, 30_000, 120_000] };

/** In ms, for a request that removes. */
const timeout = 15_000;

/** Removes the parts of uploads that came to nothing. */
export class PartRemover {
  readonly #client: S3Client;
  /** Where uploads are kept in mind; nowhere if left out. */
  notes: UploadNotes | undefined;
  readonly #closed = new AbortController();

  constructor(client: S3Client) {
    this.#client = client;
  }

  async begun(upload: BegunUpload): Promise<void> {
    await this.notes?.begun(upload);
  }

  unanswered(upload: Omit<BegunUpload, 'id'>): void {
    this.notes?.unanswered(upload);
  }

  async ended(upload: BegunUpload): Promise<void> {
    await this.notes?.ended(upload);
  }

  /** Removes them now or, where the server does not let it, soon. Never rejects. */
  async remove(upload: BegunUpload): Promise<void> {
    if (await this.#tries(upload, patience.soon)) return;
    this.notes?.left(upload);
    void this.#tries(upload, patience.later);
  }

  /** Removes what processes left that ended in the middle of an upload. */
  async removeOrphans(): Promise<void> {
    for (const upload of (await this.notes?.orphans()) ?? []) await this.#tries(upload, patience.soon);
  }

  close(): void {
    this.#closed.abort();
  }

  async #tries(upload: BegunUpload, pauses: readonly number[]): Promise<boolean> {
    const { signal } = this.#closed;
    for (const wait of pauses) {
      try {
        await pause(wait, undefined, { signal, ref: false });
        if (!(await removeParts(this.#client, upload))) continue;
        await this.ended(upload);
        return true;
      } catch {
        if (signal.aborted) return false;
      }
    }
    return false;
  }
}

/**
 * Removes the parts of an upload. False where some are there even so: one that was on its way when the others were
 * removed may have come after them, so it is looked.
 */
async function removeParts(client: S3Client, { bucket, object, id }: BegunUpload): Promise<boolean> {
  const upload = { Bucket: bucket, Key: object, UploadId: id };
  const abortSignal = AbortSignal.timeout(timeout);
  let isSaid: boolean;
  try {
    const { $metadata } = await client.send(new AbortMultipartUploadCommand(upload), { abortSignal });
    // Who answers otherwise may be somebody on the way.
    isSaid = $metadata.httpStatusCode === 204;
  } catch (error) {
    if (isGone(error)) return true;
    throw error;
  }
  try {
    const { Parts = [] } = await client.send(new ListPartsCommand({ ...upload, MaxParts: 1 }), {
      abortSignal,
    });
    return Parts.length === 0;
  } catch (error) {
    if (isGone(error)) return true;
    // Where parts may not be listed, it is as it was answered; where nobody could be asked, that is not known.
    return isSaid && nameOf(error) !== 'ForeignAnswer' && isRefusal(statusOf(error));
  }
}

/** Whether there is no such upload any more, by the server's own word. */
function isGone(error: unknown): boolean {
  return /^NoSuch(Upload|Bucket)$/.test(nameOf(error));
}
