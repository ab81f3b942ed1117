import type { XrayStep } from '#shared/contract/xray.ts';
import type { Mend } from '#shared/model/mend.ts';
import { Button } from '../components/Button.tsx';
import { type SetMend, XrayMend } from './XrayMend.tsx';

interface StepMendsProps {
  step: XrayStep;
  applies: (mend: Mend) => boolean;
  onSet: (mend: SetMend) => void;
  onSignIn: (() => void) | undefined;
  /** Runs the steps again from this one on; null while that is no use. */
  onAgain: (() => void) | null;
}

/** What mends a step, and a way to try it again once that is done. */
export function StepMends({ step, applies, onSet, onSignIn, onAgain }: StepMendsProps) {
  const again = step.outcome === 'failed' && onAgain && (
    <Button variant="outline" onClick={onAgain}>
      Try this step again
    </Button>
  );
  if (step.mends.length === 0) return again;
  return step.mends.map((mend, index) => (
    <XrayMend
      key={JSON.stringify(mend)}
      mend={mend}
      applies={applies(mend)}
      onSet={onSet}
      onSignIn={onSignIn}
    >
      {index === step.mends.length - 1 && again}
    </XrayMend>
  ));
}
