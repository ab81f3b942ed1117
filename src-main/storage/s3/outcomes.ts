import { isStoreError } from '#shared/errors.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type { Precondition } from '../backend.ts';
import type { Changed, ConditionalWriter } from './conditions.ts';
import { Unsettled } from './errors.ts';
import type { OwnChange, Predecessors } from './predecessors.ts';
import type { Target } from './reading.ts';

/** A change that went through, who sent it, and how long after the last look. */
export interface Made<T> extends Changed<T> {
  readonly writer: ConditionalWriter;
  readonly milliseconds: number;
}

/** What has to be known of a change to say how it was guarded. */
interface Facts {
  readonly target: Target;
  readonly condition: Precondition;
  readonly own: OwnChange;
  /** Whether it could be looked at what was there before. */
  readonly isLookedAt: boolean;
  readonly signal: AbortSignal;
}

/** What stood between a change and what others did meanwhile. Takes it back where somebody came between. */
export async function guardedBy<T>(
  predecessors: Predecessors,
  { isGuarded, isSent, writer, milliseconds }: Made<T>,
  { target, condition, own, isLookedAt, signal }: Facts,
): Promise<Guarded> {
  if (isGuarded) return { by: 'server' };
  const onStale = () => isSent && writer.observe({ passedStale: true });
  const between = await predecessors
    .check(target, own, condition, { signal, onStale })
    .catch(unknownUnlessStale);
  if (between === 'nobody') return { by: 'versions' };
  if (typeof between === 'object') return { by: 'displaced', ...between };
  return isLookedAt ? { by: 'comparison', milliseconds } : { by: 'nothing' };
}

/** The change is made: what cannot be found out about it afterwards makes no refusal of it. */
function unknownUnlessStale(error: unknown): 'unknown' {
  if (isStoreError(error) || error instanceof Unsettled) throw error;
  return 'unknown';
}
