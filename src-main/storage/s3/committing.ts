import { isStoreError } from '#shared/errors.ts';
import type { WriteOptions } from '../backend.ts';
import { type ConditionalChange, nothingObserved } from './conditions.ts';
import { nameOf, statusOf } from './errors.ts';
import type { Guards } from './guards.ts';
import type { LastRequest, Uploaded } from './last-request.ts';
import { isConditional, type Looks } from './looks.ts';
import type { Made } from './outcomes.ts';
import type { OwnBytes } from './own-bytes.ts';
import type { Target } from './reading.ts';
import { mayGoWithout } from './without.ts';

/** A save whose last request is to be sent. */
interface Save {
  readonly target: Target;
  readonly options: WriteOptions;
  readonly own: OwnBytes;
  readonly looks: Looks;
  /** Looks at the object again; throws `CONFLICT` when the condition does not hold any more. */
  readonly recheck: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Lets an object appear under the condition of its save. */
export async function commitSave(
  guards: Guards,
  { target, options, own, looks, recheck, signal }: Save,
  { send, composition }: LastRequest,
): Promise<Made<Uploaded>> {
  const { inParts } = composition;
  const writer = guards.forSave(options, inParts);
  // Parts take long to send.
  if (inParts && isConditional(options) && writer.guard.level !== 'atomic') await looks.look();
  const change: ConditionalChange<Uploaded> = {
    key: target.key,
    condition: options,
    signal,
    send,
    recheck,
    ownChange: (abort) => own.ifStored(composition, abort),
    isSpent: (refusal) => inParts && wantsAnew(refusal),
  };
  const tookVersions = guards.takesVersions;
  const changed = await writer.write(change).catch(async (error: unknown) => {
    // Who takes no versions at all may say so with 412 where parts are put together, as Swift does.
    if (!inParts || !isStoreError(error, 'BUSY')) throw error;
    if (!(await mayGoWithout(guards, { tookVersions, recheck, signal }))) throw error;
    await recheck();
    const without = await writer.write(change, 'without');
    writer.observe({ ...nothingObserved, form: 'none' });
    return without;
  });
  return { ...changed, writer, milliseconds: looks.sinceLast() };
}

/** Whether S3 wants all parts sent anew, since somebody else was changing the object when they were put together. */
export function wantsAnew(refusal: unknown): boolean {
  return statusOf(refusal) === 409 && nameOf(refusal) === 'ConditionalRequestConflict';
}
