import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { isStoreError, StoreError } from '#shared/errors.ts';
import type { Guard, Precondition } from '../backend.ts';
import { isLost, nameOf, statusOf, Unsettled } from './errors.ts';
import { etagOf } from './versions.ts';

/** Headers of a conditional request. */
export interface ConditionHeaders {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/** What was seen of how a server takes the conditions of one operation. */
export interface Observed {
  /** How an ETag is sent, if at all. */
  readonly form: 'quoted' | 'unquoted' | 'none';
  /** In that form, a change went through whose condition held. */
  readonly passedFresh: boolean;
  /** In that form, a change was refused whose condition did not hold. */
  readonly refusedStale: boolean;
  /** A change went through whose condition did not hold. */
  readonly passedStale: boolean;
  /** Of several changes at once, of which one may go through, more did. */
  readonly passedSeveral: boolean;
  /** Several changes were sent at once, of which one may go through. */
  readonly raced: boolean;
  /** It was seen in another bucket of the same server, and not in this one yet. */
  readonly elsewhere: boolean;
}

export const nothingObserved: Observed = {
  form: 'quoted',
  passedFresh: false,
  refusedStale: false,
  passedStale: false,
  passedSeveral: false,
  raced: false,
  elsewhere: false,
};

/** One conditional change, in parts that may have to be repeated. */
export interface ConditionalChange<T> {
  /** For messages. */
  readonly key: string;
  readonly condition: Precondition;
  readonly signal: AbortSignal;
  /** Sends it with these headers; `beforeRetry` is to be run before the SDK sends it again. */
  readonly send: (headers: ConditionHeaders, beforeRetry: () => Promise<void>) => Promise<T>;
  /** Looks at the object again; throws `CONFLICT` when the condition does not hold any more. */
  readonly recheck: () => Promise<void>;
  /** The outcome, if the object as it is now is what an earlier try of `send` made it; else null. */
  readonly ownChange: (signal: AbortSignal) => Promise<T | null>;
  /** Whether it cannot be sent again after such a refusal, though nothing is wrong with it. */
  readonly isSpent?: (refusal: unknown) => boolean;
}

/** A change that went through. */
export interface Changed<T> {
  readonly outcome: T;
  /** Whether the server checked its condition, and is known to refuse what is stale. */
  readonly isGuarded: boolean;
  /** Whether the condition was sent at all. */
  readonly isSent: boolean;
}

/** What is known of the tries of one change: either may have gone through. */
interface Tries {
  /** The answer to one got lost. */
  areLost: boolean;
  /** One met with those of others. */
  areRaced: boolean;
}

const maxRetries = 4;

/**
 * Sends conditional changes of one operation and learns how the server takes them: with the ETag quoted as HTTP
 * has it, unquoted only, or not at all (501, nothing written), where the check before the change is all there
 * is. A server that ignores conditions cannot be told from one that honours them until it refuses one.
 */
export class ConditionalWriter {
  readonly #isDocumented: boolean;
  readonly #onLearnt: () => void;
  #observed = nothingObserved;

  /** `isDocumented`: the vendor promises that stale changes are refused. */
  constructor(isDocumented: boolean, onLearnt: () => void) {
    this.#isDocumented = isDocumented;
    this.#onLearnt = onLearnt;
  }

  get observed(): Observed {
    return this.#observed;
  }

  /** How strong the check of this operation is. */
  get guard(): Guard {
    const { form, passedFresh, refusedStale, passedStale, passedSeveral, raced, elsewhere } = this.#observed;
    if (passedStale) return { level: 'checked', ground: 'ignored' };
    if (form === 'none') return { level: 'checked', ground: 'refused' };
    if (passedSeveral) return { level: 'checked', ground: 'racing' };
    if (this.#isDocumented) return { level: 'atomic', ground: 'documented' };
    const proof = { isRaced: raced, isElsewhere: elsewhere };
    if (passedFresh && refusedStale) return { level: 'atomic', ground: form, proof };
    return { level: 'checked', ground: 'untried' };
  }

  /** Takes in what was seen, by this or at another time. */
  observe(seen: Partial<Observed>): void {
    const before = this.#observed;
    // What was seen elsewhere, or in another form, proves nothing of this.
    const isAnew = seen.refusedStale === false || (seen.refusedStale === true && before.elsewhere);
    const now = { ...before, ...(isAnew ? { raced: false, elsewhere: false } : {}), ...seen };
    const isNews = !isDeepStrictEqual(now, before);
    this.#observed = now;
    if (isNews) this.#onLearnt();
  }

  /**
   * Rejects with what `recheck` throws, or with the last error of `send`. With `without` the condition is not sent, for
   * a server that is known not to take it.
   */
  async write<T>(change: ConditionalChange<T>, how?: 'without'): Promise<Changed<T>> {
    const tries: Tries = { areLost: false, areRaced: false };
    try {
      return await this.#write(change, how, tries);
    } catch (error) {
      // Who has changed it since may have done so after it was done.
      throw tries.areLost && isStoreError(error, 'CONFLICT') ? new Unsettled(error) : error;
    }
  }

  async #write<T>(
    change: ConditionalChange<T>,
    how: 'without' | undefined,
    tries: Tries,
  ): Promise<Changed<T>> {
    // A 501 may be about anything in the request: what it says of conditions shows when it goes through without.
    let without: 'without' | 'tried' | undefined = how;
    for (let retry = 0; ; retry++) {
      const form: Observed['form'] = without === undefined ? this.#observed.form : 'none';
      const headers = headersOf(change.condition, form);
      const isSent = isConditional(headers);
      const changed = (outcome: T): Changed<T> => ({
        outcome,
        isSent,
        isGuarded: isSent && this.guard.level === 'atomic',
      });
      try {
        const outcome = await change.send(headers, () => this.#beforeRetry(change, isSent));
        this.#observePassed(form, isSent, without === 'tried');
        return changed(outcome);
      } catch (error) {
        tries.areLost ||= isLost(error);
        const isLast = retry >= maxRetries;
        const own = await this.#ownOutcome(error, change, { ...tries, isLast });
        if (own !== null) return changed(own);
        if (isLast) throw tries.areLost ? new Unsettled(error) : error;
        const again: boolean | 'without' = isSent && (await this.#learn(error, form, headers, change));
        if (again === 'without') without = 'tried';
        if (again !== false) continue;
        const done = await this.#afterRace(error, change, { retry, isSent });
        if (done !== null) return changed(done);
        tries.areRaced = true;
      }
    }
  }

  /** The outcome, where a change that a race of writers refused was done; null where it can be sent again. */
  async #afterRace<T>(
    error: unknown,
    change: ConditionalChange<T>,
    { retry, isSent }: { retry: number; isSent: boolean },
  ): Promise<T | null> {
    // Such races answer 409, where nothing is wrong with the request.
    if (statusOf(error) !== 409) throw error;
    await wait(50 * 2 ** retry, undefined, { signal: change.signal });
    const done = await this.#found(error, change);
    if (done !== null) return done;
    if (change.isSpent?.(error)) throw error;
    await this.#beforeRetry(change, isSent);
    return null;
  }

  /** What nobody else checks is looked at again, so that the window is no longer than one request. */
  async #beforeRetry<T>({ condition, recheck }: ConditionalChange<T>, isSent: boolean): Promise<void> {
    const isAsked = condition.ifVersion !== undefined || condition.ifAbsent === true;
    if (isAsked && !(isSent && this.guard.level === 'atomic')) await recheck();
  }

  /** The outcome, where a change that seems to have failed may have been done, and was. */
  async #ownOutcome<T>(
    error: unknown,
    change: ConditionalChange<T>,
    { areLost, areRaced, isLast }: Tries & { isLast: boolean },
  ): Promise<T | null> {
    // After a race it is looked in a moment.
    const isNow = areLost || (areRaced && (isLast || statusOf(error) !== 409));
    return isNow ? this.#found(error, change) : null;
  }

  /** The outcome of a change, where it is found to be done. */
  async #found<T>(error: unknown, { ownChange, signal }: ConditionalChange<T>): Promise<T | null> {
    if (signal.aborted) return null;
    try {
      return await ownChange(signal);
    } catch {
      throw new Unsettled(error);
    }
  }

  #observePassed(form: Observed['form'], isSent: boolean, isWithout: boolean): void {
    if (isSent) this.#observeIn(form, { passedFresh: true });
    else if (isWithout) this.observe({ form: 'none', passedFresh: false, refusedStale: false });
  }

  #observeIn(form: Observed['form'], seen: Partial<Observed>): void {
    if (form === this.#observed.form) this.observe(seen);
  }

  /** Whether a refused change may go through in another form, or `without`. Throws where the condition does not hold. */
  async #learn<T>(
    error: unknown,
    form: Observed['form'],
    { IfMatch }: ConditionHeaders,
    { key, recheck }: ConditionalChange<T>,
  ): Promise<boolean | 'without'> {
    const status = statusOf(error);
    if (status === 501) {
      await recheck();
      return 'without';
    }
    const isGone = status === 404 && !/^NoSuch(Bucket|Upload)$/.test(nameOf(error));
    if (status !== 412 && !isGone) return false;
    try {
      await recheck();
    } catch (conflict) {
      // That there is nothing any more is not told by its ETag.
      if (status === 412) this.#observeIn(form, { refusedStale: true });
      throw conflict;
    }
    if (IfMatch === undefined) return false;
    // The object is what was asked for, and yet it is refused: the server may want the ETag bare. Without a
    // condition it is not sent: the look at it may have been at an old replica.
    const other = form === 'quoted' ? 'unquoted' : 'quoted';
    this.observe({ form: other, passedFresh: false, refusedStale: false });
    if (form === 'unquoted') throw refusedBoth(key);
    return true;
  }
}

function isConditional({ IfMatch, IfNoneMatch }: ConditionHeaders): boolean {
  return IfMatch !== undefined || IfNoneMatch !== undefined;
}

function headersOf(condition: Precondition, form: Observed['form']): ConditionHeaders {
  if (form === 'none') return {};
  if (condition.ifAbsent) return { IfNoneMatch: '*' };
  const etag = condition.ifVersion === undefined ? null : etagOf(condition.ifVersion);
  if (etag === null) return {};
  return { IfMatch: form === 'quoted' ? `"${etag}"` : etag };
}

function refusedBoth(key: string): StoreError {
  const message = `“${key}” was not saved: the server says that it has changed, and shows it unchanged. Try again. If that does not help, try writing in the test of the connection: it finds out which conditions the server takes.`;
  return new StoreError('BUSY', message, { where: key });
}
