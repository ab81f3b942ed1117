import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  type UploadPartCommand,
} from '@aws-sdk/client-s3';
import { attemptsOf, statusOf } from './errors.ts';
import { foreignAnswer } from './genuine.ts';
import { type Commit, completing, putting, type Uploaded } from './last-request.ts';
import { checkFitsUpload, partSize } from './part-sizes.ts';
import type { BegunUpload, PartRemover } from './parts.ts';
import { isRefusal } from './sending.ts';
import type { CallTime } from './until.ts';

/** Who follows an upload. */
export interface Following {
  readonly signal: AbortSignal;
  readonly time: CallTime;
  readonly commit: Commit;
  readonly parts: PartRemover;
}

/** What an `Upload` of the SDK sends, where it removes nothing itself. */
type UploadCommand =
  | CreateMultipartUploadCommand
  | UploadPartCommand
  | CompleteMultipartUploadCommand
  | PutObjectCommand;

/**
 * Lets an upload of the SDK send its parts as they come, and the request by which the object appears under the
 * condition: it is sent again, where it has to be, without sending the parts again. What has come to nothing is removed
 * here, since the SDK tries that once.
 */
export class UploadRequests {
  /** For the upload alone. */
  readonly client: S3Client;
  readonly #client: S3Client;
  readonly #sizeEach: number;
  readonly #following: Following & { readonly stop: AbortController };
  #begun: BegunUpload | null = null;
  #last: Promise<Uploaded> | null = null;
  #failure: unknown;

  constructor(
    client: S3Client,
    /** Bytes of each part but the last. */
    sizeEach: number,
    /** `stop` ends the reading once a part has failed. Parts that are on their way arrive, so that none comes late. */
    following: Following & { readonly stop: AbortController },
  ) {
    this.#client = client;
    this.#sizeEach = sizeEach;
    this.#following = following;
    const send = async (command: UploadCommand) => {
      try {
        return await this.#send(command);
      } catch (error) {
        this.#failure ??= error;
        following.stop.abort();
        throw error;
      }
    };
    this.client = Object.assign(Object.create(client) as S3Client, { send });
  }

  /** What became of it. Its parts are removed where that is nothing. */
  async outcome(done: Promise<unknown>): Promise<Uploaded> {
    const { parts } = this.#following;
    const problem = await done.then(
      () => undefined,
      (error: unknown) => error,
    );
    try {
      // Whatever else the SDK does, the last request alone makes the object.
      if (this.#last === null) throw this.#failure ?? problem;
      const uploaded = await this.#last;
      if (this.#begun && uploaded.isAnswered) await parts.ended(this.#begun);
      // The object is as it should be, and that may be by another's doing, or by an earlier upload.
      else if (this.#begun) await parts.remove(this.#begun);
      return uploaded;
    } catch (error) {
      if (this.#begun) await parts.remove(this.#begun);
      throw error;
    }
  }

  async #send(command: UploadCommand): Promise<unknown> {
    const { signal, commit } = this.#following;
    if (command instanceof CreateMultipartUploadCommand) return this.#begin(command);
    if (command instanceof CompleteMultipartUploadCommand) {
      const { Bucket, Key, UploadId, MultipartUpload } = command.input;
      const input = { Bucket, Key, UploadId, MultipartUpload };
      this.#last = commit(completing(this.#client, input, signal));
      return this.#last;
    }
    // What turns out to fit in one part goes up whole.
    if (command instanceof PutObjectCommand) {
      this.#last = commit(putting(this.#client, command.input, signal));
      return this.#last;
    }
    return this.#sendPart(command);
  }

  /** It is never cut off: what was begun has to be known, so that it can be removed. */
  async #begin(command: CreateMultipartUploadCommand): Promise<unknown> {
    const { signal, parts } = this.#following;
    const { Bucket: bucket = '', Key: object = '' } = command.input;
    try {
      const answer = await this.#client.send(command);
      if ((answer.$metadata.attempts ?? 1) > 1) parts.unanswered({ bucket, object });
      this.#begun = { bucket, object, id: answer.UploadId ?? '' };
      await parts.begun(this.#begun);
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      if (this.#begun) throw error;
      const status = statusOf(error);
      // What refuses the last try says nothing of those before it.
      const isOpen = attemptsOf(error) > 1 || status === 0 || !isRefusal(status);
      if (isOpen) parts.unanswered({ bucket, object });
      throw error;
    }
  }

  async #sendPart(command: UploadPartCommand): Promise<unknown> {
    const { signal: abortSignal, time } = this.#following;
    const { Key = '', PartNumber = 0 } = command.input;
    checkFitsUpload(Key, PartNumber, this.#sizeEach);
    // Large ones take longer; that bytes move at all is looked after by each request itself.
    time.goOn(this.#sizeEach / partSize);
    const answer = await this.#client.send(command, { abortSignal });
    if (answer.ETag === undefined) throw foreignAnswer(answer.$metadata.httpStatusCode);
    time.goOn();
    return answer;
  }
}
