import type { Mend } from '#shared/model/mend.ts';
import { Button } from '../components/Button.tsx';
import { mendLabel } from './mend-words.ts';
import { PolicyMend } from './PolicyMend.tsx';

export type SetMend = Extract<Mend, { kind: 'set' }>;

interface XrayMendProps {
  mend: Mend;
  /** Puts a value into the form, or the focus into its field. */
  onSet: (mend: SetMend) => void;
  onSignIn: (() => void) | undefined;
}

/** One thing that mends a failure. */
export function XrayMend({ mend, onSet, onSignIn }: XrayMendProps) {
  switch (mend.kind) {
    case 'policy':
      return <PolicyMend mend={mend} />;
    case 'set':
      return (
        <div className="xray-mend">
          {mend.why && <p>{mend.why}</p>}
          <Button variant="outline" onClick={() => onSet(mend)}>
            {mendLabel(mend)}
          </Button>
        </div>
      );
    case 'sign-in':
      return (
        <div className="xray-mend">
          <p>{mend.why}</p>
          {onSignIn && (
            <Button variant="outline" onClick={onSignIn}>
              Sign in…
            </Button>
          )}
        </div>
      );
    default:
      return <p>{mend.why}</p>;
  }
}
