import { setTimeout as wait } from 'node:timers/promises';
import type { Guards } from './guards.ts';

/** In milliseconds. */
const pause = 1000;
const looks = 3;

interface Refused {
  /** Whether the server was seen to take a version, before it refused this one. */
  readonly tookVersions: boolean;
  readonly recheck: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Whether a change may be sent without its condition, which the server refuses in every form though the object is
 * shown unchanged. It may where the server is known to take no versions. Where it was never seen to take one, the
 * object has to stay as it is for longer than a copy of it lags behind: `recheck` throws where it does not.
 */
export async function mayGoWithout(
  guards: Guards,
  { tookVersions, recheck, signal }: Refused,
): Promise<boolean> {
  if (guards.refusesVersions) return true;
  if (tookVersions) return false;
  for (let look = 0; look < looks; look++) {
    await wait(pause, undefined, { signal });
    await recheck();
  }
  return true;
}
