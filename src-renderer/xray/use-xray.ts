import type { XrayRequest, XrayStepName } from '#shared/contract/xray.ts';
import type { Mend } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { TakenKeys } from '../connections/KeyInputs.tsx';
import { type Standing, standingOf, stillApplies } from './standing.ts';
import { useXrayRun } from './use-xray-run.ts';
import { writes, type XrayRun } from './xray-run.ts';

interface XrayOptions {
  /** The tab of the form. */
  tabId: string;
  /** What to look at, as the form has it now; null where it is not complete. */
  request: () => Pick<XrayRequest, 'location' | 'store' | 'form'> | null;
  /** The keys for it that were typed, if any. */
  takeKeys: () => TakenKeys | null;
  /** What stands in the form. */
  location: S3Location;
  /** Keys stand in the form that nothing was tried with yet. */
  hasNewKeys: boolean;
}

/** The X-ray of what a form has, and what can be done with it. */
export interface Xray extends XrayRun {
  readonly standing: Standing;
  /** Whether a mend is still to be made. */
  readonly applies: (mend: Mend) => boolean;
  /** Goes through all steps that write nothing. */
  readonly test: () => void;
  /** Goes through the steps from this one on. */
  readonly again: (step: XrayStepName) => void;
  readonly stop: () => void;
}

/** The X-ray of what stands in a form. */
export function useXray({ tabId, request, takeKeys, location, hasNewKeys }: XrayOptions): Xray {
  const { start, stop, ...run } = useXrayRun(tabId);
  const { tested, steps, offer } = run;
  const standing = hasNewKeys ? 'other' : tested ? standingOf(tested, location, steps) : 'same';
  const look = (from?: XrayStepName) => {
    const what = request();
    // Agreed to once, for this name.
    const probe = from !== undefined && writes(from) ? offer?.key : undefined;
    if (what) start({ ...what, from, probe }, takeKeys);
  };
  return {
    ...run,
    standing,
    applies: (mend) => tested !== null && stillApplies(mend, standing, tested, location),
    test: () => look(),
    again: (step) => look(writes(step) ? 'create' : step),
    stop,
  };
}
