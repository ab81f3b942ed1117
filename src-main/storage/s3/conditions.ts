import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '#shared/errors.ts';
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
  /** For messages. */
  readonly key: string;
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

/** How an ETag is sent, if at all. */
type Form = 'quoted' | 'unquoted' | 'none';

const maxRetries = 4;

/**
 * Sends conditional writes of one kind and learns how the server takes them: with the ETag quoted as HTTP
 * has it, unquoted only, or not at all (501, nothing written), where the check before the write is all there
 * is. A server that ignores conditions cannot be told from one that honours them until it refuses one.
 */
export class ConditionalWriter {
  #form: Form = 'quoted';
  readonly #accepted = new Set<Form>();
  readonly #refusedStale = new Set<Form>();

  /** Whether the server was seen to let a fresh write through and to refuse a stale one, in the same form. */
  get proven(): boolean {
    return this.#accepted.has(this.#form) && this.#refusedStale.has(this.#form);
  }

  /** Rejects with what `recheck` throws, or with the last error of `send`. */
  async write<T>(write: ConditionalWrite<T>): Promise<T> {
    for (let retry = 0; ; retry++) {
      const form = this.#form;
      const headers = headersOf(write.condition, form);
      try {
        const outcome = await write.send(headers);
        if (headers.IfMatch !== undefined) this.#accepted.add(form);
        return outcome;
      } catch (error) {
        const own = await ownOutcome(error, headers, write);
        if (own !== null) return own;
        if (retry >= maxRetries) throw error;
        const learnt = isConditional(headers) && (await this.#learn(error, form, headers, write));
        // Races of writers answer 409, where nothing is wrong with the request.
        const raced = !learnt && statusOf(error) === 409;
        if (!learnt && !raced) throw error;
        if (!write.repeatable) throw startOver(write.key);
        if (raced) await wait(50 * 2 ** retry, undefined, { signal: write.signal });
      }
    }
  }

  /** Whether a refused write may go through in another form. Throws where the condition does not hold. */
  async #learn<T>(
    error: unknown,
    form: Form,
    { IfMatch }: ConditionHeaders,
    { key, recheck }: ConditionalWrite<T>,
  ): Promise<boolean> {
    const status = statusOf(error);
    if (status === 501) {
      this.#form = 'none';
      await recheck();
      return true;
    }
    if (status !== 412 && (status !== 404 || nameOf(error) === 'NoSuchBucket')) return false;
    try {
      await recheck();
    } catch (conflict) {
      if (status === 412 && IfMatch !== undefined) this.#refusedStale.add(form);
      throw conflict;
    }
    if (IfMatch === undefined) return false;
    // The object is what was asked for, and yet it is refused: the server may want the ETag bare. Without a
    // condition it is not sent: the look at it may have been at an old replica.
    this.#form = form === 'quoted' ? 'unquoted' : 'quoted';
    if (form === 'unquoted') throw refusedBoth(key);
    return true;
  }
}

/** The answer to an earlier try may have got lost, so that a refused retry found what that try wrote. */
async function ownOutcome<T>(
  error: unknown,
  headers: ConditionHeaders,
  { ownWrite }: ConditionalWrite<T>,
): Promise<T | null> {
  return isConditional(headers) && statusOf(error) === 412 && attemptsOf(error) > 1 ? ownWrite() : null;
}

function isConditional({ IfMatch, IfNoneMatch }: ConditionHeaders): boolean {
  return IfMatch !== undefined || IfNoneMatch !== undefined;
}

function headersOf(condition: Precondition, form: Form): ConditionHeaders {
  if (form === 'none') return {};
  if (condition.ifAbsent) return { IfNoneMatch: '*' };
  const etag = condition.ifVersion === undefined ? null : etagOf(condition.ifVersion);
  if (etag === null) return {};
  return { IfMatch: form === 'quoted' ? `"${etag}"` : etag };
}

function startOver(key: string): StoreError {
  const message = `“${key}” was not saved: the server refused it in a way that another try gets around. Try again.`;
  return new StoreError('BUSY', message, { where: key });
}

function refusedBoth(key: string): StoreError {
  const message = `“${key}” was not saved: the server says that it has changed, and shows it unchanged. Try again.`;
  return new StoreError('BUSY', message, { where: key });
}
