import { setTimeout as wait } from 'node:timers/promises';
import type { Precondition } from '../backend.ts';
import { attemptsOf, nameOf, statusOf } from './errors.ts';
import { etagOf } from './versions.ts';

/** Headers of a conditional request. */
export interface ConditionHeaders {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/** One conditional write, in parts that may have to be repeated. */
export interface ConditionalWrite<T> {
  readonly condition: Precondition;
  readonly signal: AbortSignal;
  /** Sends it with these headers. */
  readonly send: (headers: ConditionHeaders) => Promise<T>;
  /** False where the body was a stream and is used up. */
  readonly repeatable: boolean;
  /** Looks at the object again; throws `CONFLICT` when the condition does not hold any more. */
  readonly recheck: () => Promise<void>;
  /** The outcome, if the object as it is now is what an earlier try of `send` wrote; else null. */
  readonly ownWrite: () => Promise<T | null>;
}

const maxRetries = 4;

/**
 * Sends conditional writes of one kind and learns how the server takes them: with the ETag quoted as HTTP
 * has it, unquoted only, or not at all (501, nothing written), where the check before the write is all there
 * is. A server that ignores conditions cannot be told from one that honours them until it refuses one.
 */
export class ConditionalWriter {
  #form: 'quoted' | 'unquoted' | 'none' = 'quoted';
  #refusedStale = false;

  /** Whether the server was seen to refuse a stale write. */
  get proven(): boolean {
    return this.#refusedStale;
  }

  /** Rejects with what `recheck` throws, or with the last error of `send`. */
  async write<T>(write: ConditionalWrite<T>): Promise<T> {
    for (let retry = 0; ; retry++) {
      const headers = this.#headers(write.condition);
      try {
        return await write.send(headers);
      } catch (error) {
        const conditional = headers.IfMatch !== undefined || headers.IfNoneMatch !== undefined;
        if (statusOf(error) === 412 && conditional && attemptsOf(error) > 1) {
          const own = await write.ownWrite();
          if (own !== null) return own;
        }
        const again = retry < maxRetries && (await this.#prepareRetry(error, headers, retry, write));
        if (!again || !write.repeatable) throw error;
      }
    }
  }

  #headers(condition: Precondition): ConditionHeaders {
    if (this.#form === 'none') return {};
    if (condition.ifAbsent) return { IfNoneMatch: '*' };
    const etag = condition.ifVersion === undefined ? null : etagOf(condition.ifVersion);
    if (etag === null) return {};
    return { IfMatch: this.#form === 'quoted' ? `"${etag}"` : etag };
  }

  /** Whether the same write may go through when it is sent again. */
  async #prepareRetry<T>(
    error: unknown,
    { IfMatch, IfNoneMatch }: ConditionHeaders,
    retry: number,
    { recheck, signal }: ConditionalWrite<T>,
  ): Promise<boolean> {
    const status = statusOf(error);
    // Races of writers: nothing is wrong with the request.
    if (status === 409) {
      await wait(50 * 2 ** retry, undefined, { signal });
      return true;
    }
    if (IfMatch === undefined && IfNoneMatch === undefined) return false;
    if (status === 501) {
      this.#form = 'none';
      await recheck();
      return true;
    }
    if (status === 412 || (status === 404 && nameOf(error) !== 'NoSuchBucket')) {
      const quoted = this.#form === 'quoted' && IfMatch !== undefined;
      try {
        await recheck();
      } catch (conflict) {
        if (status === 412 && IfMatch !== undefined) this.#refusedStale = true;
        throw conflict;
      }
      // The object is what we asked for, and yet it is refused: the server may want the ETag bare.
      this.#form = quoted ? 'unquoted' : 'quoted';
      return quoted;
    }
    return false;
  }
}
