import type { XrayStep, XrayStepName } from '#shared/contract/xray.ts';
import type { Finding } from './finding.ts';

/** A finding as it is sent; how long it took in ms, null where nothing was done. */
export function told(step: XrayStepName, finding: Finding, milliseconds: number | null): XrayStep {
  return { kind: 'step', step, subject: null, raw: null, mends: [], ...finding, milliseconds };
}
