import {
  type XrayEvent,
  type XrayOffer,
  type XrayRequest,
  type XrayStep,
  type XrayStepName,
  xraySteps,
} from '#shared/contract/xray.ts';
import type { S3Location } from '#shared/model/s3-location.ts';

/** What an X-ray has shown so far. */
export interface XrayRun {
  /** What it looks at, or has looked at last; null before the first. */
  readonly tested: S3Location | null;
  /** The newest word on each step, in order. */
  readonly steps: readonly XrayStep[];
  /** What could be written to learn more; null until that is known, and where there is no way to. */
  readonly offer: XrayOffer | null;
  /** `stopping` takes as long as removing what was written. */
  readonly state: 'running' | 'stopping' | 'stopped' | 'ended';
  /** Why the run itself could not go on. */
  readonly problem: string | null;
}

export const notRun: XrayRun = { tested: null, steps: [], offer: null, state: 'ended', problem: null };

/** The run with one more word on it. */
export function withEvent(run: XrayRun, event: XrayEvent): XrayRun {
  if (event.kind === 'offer') return { ...run, offer: event };
  const others = run.steps.filter(({ step }) => step !== event.step);
  return { ...run, steps: [...others, event].sort((one, other) => place(one.step) - place(other.step)) };
}

/** The run as it stands before its steps from this one on are run again. */
export function beginningAt(
  run: XrayRun,
  { from, location }: Pick<XrayRequest, 'from' | 'location'>,
): XrayRun {
  const before = from === undefined ? [] : run.steps.filter(({ step }) => place(step) < place(from));
  const offer = from !== undefined && writes(from) ? run.offer : null;
  return { ...notRun, tested: location, steps: before, offer, state: 'running' };
}

/** The run once it is over: what had not ended is as if it had not begun, but that it may have left something. */
export function ended(run: XrayRun, state: 'stopped' | 'ended', failure: string | null): XrayRun {
  const steps = run.steps.filter(({ outcome }) => outcome !== 'running');
  const unseen = steps.some(isRemoval) ? null : leftBehind(run);
  const problem = [failure, unseen].filter(Boolean).join(' ') || null;
  return { ...run, steps, state, problem };
}

/** Whether nothing is under way. */
export function isOver({ state }: XrayRun): boolean {
  return state === 'stopped' || state === 'ended';
}

/** Whether a step writes, and so needs consent. */
export function writes(step: XrayStepName): boolean {
  return place(step) > place('sessions');
}

/** What a run may have left in the bucket, in a sentence; null where it wrote nothing, or removed it. */
export function leftBehind({ steps, offer }: XrayRun): string | null {
  if (!steps.some(({ step }) => writes(step))) return null;
  const removal = steps.find(isRemoval);
  if (removal && removal.outcome !== 'running') return removal.outcome === 'passed' ? null : removal.message;
  return `Whether “${offer?.address}” was removed again could not be seen.`;
}

function isRemoval({ step }: XrayStep): boolean {
  return step === 'removal';
}

function place(step: XrayStepName): number {
  return xraySteps.indexOf(step);
}
