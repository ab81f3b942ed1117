import type { XrayStep } from '#shared/contract/xray.ts';
import type { XrayRun } from './xray-run.ts';

/** Whether there is anything to do about a step. */
export function hasMends({ outcome, mends }: XrayStep): boolean {
  return outcome === 'failed' || mends.length > 0;
}

/** Whether a step failed for want of a right. */
export function isForbidden({ outcome, raw }: XrayStep): boolean {
  return outcome === 'failed' && /\b403$/.test(raw ?? '');
}

/** A run in a few words. */
export function summaryOf({ steps, state, problem }: XrayRun): string {
  if (state !== 'ended') return state;
  if (problem) return 'broken off';
  if (steps.length === 0) return 'writes nothing';
  const count = (...outcomes: XrayStep['outcome'][]) =>
    steps.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [passed, failed, skipped] = [count('passed', 'warned'), count('failed'), count('skipped')];
  return [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} not tried`]
    .filter(Boolean)
    .join(', ');
}
