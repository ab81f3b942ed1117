import type { ReactNode } from 'react';
import type { Mend } from '#shared/model/mend.ts';
import { Button } from '../components/Button.tsx';
import { mendLabel } from './mend-words.ts';
import { PolicyMend } from './PolicyMend.tsx';

export type SetMend = Extract<Mend, { kind: 'set' }>;

interface XrayMendProps {
  mend: Mend;
  /** Whether it is still to be made: else its buttons cannot be pressed. */
  applies: boolean;
  /** Puts a value into the form, or the focus into its field. */
  onSet: (mend: SetMend) => void;
  onSignIn: (() => void) | undefined;
  /** More buttons in the same row. */
  children?: ReactNode;
}

/** One thing that mends a failure. */
export function XrayMend({ mend, applies, onSet, onSignIn, children }: XrayMendProps) {
  if (mend.kind === 'policy') {
    return (
      <PolicyMend mend={mend} applies={applies}>
        {children}
      </PolicyMend>
    );
  }
  return (
    <div className="xray-mend">
      {mend.why && <p>{mend.why}</p>}
      <div className="xray-mend-actions">
        {mend.kind === 'set' && (
          <Button variant="outline" disabled={!applies} onClick={() => onSet(mend)}>
            {mendLabel(mend)}
          </Button>
        )}
        {mend.kind === 'sign-in' && onSignIn && (
          <Button variant="outline" disabled={!applies} onClick={onSignIn}>
            Sign in…
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
