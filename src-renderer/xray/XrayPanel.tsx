import { useEffect, useRef } from 'react';
import type { XrayRequest, XrayStep, XrayStepName } from '#shared/contract/xray.ts';
import { Button } from '../components/Button.tsx';
import { StepMends } from './StepMends.tsx';
import { WithoutWriting } from './WithoutWriting.tsx';
import { WriteOffer } from './WriteOffer.tsx';
import type { SetMend } from './XrayMend.tsx';
import { XrayRow } from './XrayRow.tsx';
import { useXrayRun } from './xray-run.ts';
import { hasMends, isForbidden, summaryOf, writes } from './xray-words.ts';
import './xray.css';

interface XrayPanelProps {
  /** What to look at, keys and all, as the form has it now; null where it is not complete. */
  request: () => Pick<XrayRequest, 'location' | 'keys' | 'store' | 'form'> | null;
  /** The connection is to be opened read-only, so that writing is not tried. */
  readOnly: boolean;
  /** Puts a value into the form, or, where the value is null, the focus into its field. */
  onMend: (mend: SetMend) => void;
  /** Starts the sign-in of the connection, where there is one. */
  onSignIn?: () => void;
}

/** Tries a connection step by step, and says of what fails why, and what mends it. */
export function XrayPanel({ request, readOnly, onMend, onSignIn }: XrayPanelProps) {
  const { start, stop, ...run } = useXrayRun();
  const { steps, running, offer } = run;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Below the form it may be out of sight. What fails stays in view, whatever comes after it.
    const shown = steps.find(({ outcome }) => outcome === 'failed') ?? steps.at(-1);
    list.current?.querySelector(`[data-step="${shown?.step}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  const look = (from?: XrayStepName) => {
    const what = request();
    // Agreed to once, for this name.
    const probe = from !== undefined && writes(from) ? offer?.key : undefined;
    if (what) start({ ...what, from, probe });
  };
  const again = ({ step }: XrayStep) => look(writes(step) ? 'create' : step);
  const wrote = steps.some(({ step }) => writes(step));
  return (
    <section className="xray" aria-labelledby="xray-title">
      <div className="panel-head">
        <h3 id="xray-title" className="strong">
          X-ray
        </h3>
        <span className="xray-summary ellipsis" role="status">
          {summaryOf(run)}
        </span>
        <span className="spacer" />
        {running ? (
          <Button icon="stop" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button icon="refresh" onClick={() => look()}>
            {steps.length === 0 ? 'Test' : 'Run again'}
          </Button>
        )}
      </div>
      {steps.length === 0 && !running && (
        <p className="xray-empty">
          Goes from the server’s name to the sessions, step by step. Of what fails it says why, and what mends
          it.
        </p>
      )}
      <ol ref={list}>
        {steps.map((step) => (
          <XrayRow
            key={step.step}
            step={step}
            mends={
              hasMends(step) && (
                <StepMends
                  step={step}
                  onSet={onMend}
                  onSignIn={onSignIn}
                  onAgain={running ? null : () => again(step)}
                />
              )
            }
          />
        ))}
      </ol>
      {offer && !running && !wrote && (
        <WriteOffer offer={offer} readOnly={readOnly} onAgree={() => look('create')} />
      )}
      {!running && steps.some((step) => writes(step.step) && isForbidden(step)) && <WithoutWriting />}
    </section>
  );
}
