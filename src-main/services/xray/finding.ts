import type { XrayStep, XrayStepName } from '#shared/contract/xray.ts';
import type { Trial } from './trial.ts';

/** What a step has found out. */
export type Finding = Pick<XrayStep, 'outcome' | 'message'> &
  Partial<Pick<XrayStep, 'subject' | 'raw' | 'mends'>>;

/** One step of the X-ray. What it throws as a StoreError is a failure; anything else is a defect. */
export interface Step {
  readonly name: XrayStepName;
  /** Steps without which it need not be tried. */
  readonly needs: readonly XrayStepName[];
  readonly run: (trial: Trial) => Promise<Finding>;
}

export const passed = (message: string, subject?: string): Finding => ({
  outcome: 'passed',
  message,
  subject: subject ?? null,
});

export const skipped = (message: string): Finding => ({ outcome: 'skipped', message });
