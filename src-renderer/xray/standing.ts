import type { XrayStep } from '#shared/contract/xray.ts';
import type { Mend, MendField } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';

/**
 * What results are of, against what the form has now. `mended`: nothing was changed but what these results said to
 * change. `other`: they say nothing of what is there now.
 */
export type Standing = 'same' | 'mended' | 'other';

/** How results of one location stand to another, with the steps whose mends may have been put in since. */
export function standingOf(tested: S3Location, now: S3Location, steps: readonly XrayStep[]): Standing {
  if (isSame(reached(tested), reached(now))) return 'same';
  let rest = now;
  for (const mend of steps.flatMap(({ mends }) => mends)) {
    if (mend.kind === 'set' && mend.value !== null && valueIn(now, mend.field) === mend.value)
      rest = withValueIn(rest, mend.field, tested);
  }
  return isSame(reached(tested), reached(rest)) ? 'mended' : 'other';
}

/** Whether a mend of such results is still to be made: of several, others may have been put in before. */
export function stillApplies(mend: Mend, standing: Standing, tested: S3Location, now: S3Location): boolean {
  if (standing === 'other') return false;
  return mend.kind !== 'set' || isSame(valueIn(tested, mend.field), valueIn(now, mend.field));
}

/** All of a location that a request depends on. */
function reached({ provider: _, ...location }: S3Location): object {
  return location;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function valueIn(location: S3Location, field: MendField): unknown {
  switch (field) {
    case 'proxy':
    case 'caFile':
    case 'dualStack':
      return location.network[field];
    default:
      return location[field];
  }
}

function withValueIn(location: S3Location, field: MendField, from: S3Location): S3Location {
  switch (field) {
    case 'proxy':
    case 'caFile':
    case 'dualStack':
      return { ...location, network: { ...location.network, [field]: from.network[field] } };
    default:
      return { ...location, [field]: from[field] };
  }
}
