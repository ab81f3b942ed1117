import { useEffect, useRef } from 'react';
import { Button, Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { StepMends } from './StepMends.tsx';
import type { Xray } from './use-xray.ts';
import { WithoutWriting } from './WithoutWriting.tsx';
import { WriteOffer } from './WriteOffer.tsx';
import type { SetMend } from './XrayMend.tsx';
import { XrayRow } from './XrayRow.tsx';
import { isOver, writes } from './xray-run.ts';
import { hasMends, isForbidden, summaryOf } from './xray-words.ts';
import './xray.css';

interface XrayPanelProps {
  xray: Xray;
  /** The connection is to be opened read-only, so that writing is not tried. */
  readOnly: boolean;
  /** Puts a value into the form, or, where the value is null, the focus into its field. */
  onMend: (mend: SetMend) => void;
  /** Starts the sign-in of the connection, where there is one. */
  onSignIn?: () => void;
}

/** Shows what an X-ray has found: of what fails why, and what mends it. */
export function XrayPanel({ xray, readOnly, onMend, onSignIn }: XrayPanelProps) {
  const { steps, state, problem, offer, standing } = xray;
  const idle = isOver(xray);
  const isOld = idle && steps.length > 0 && standing !== 'same';
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Below the form it may be out of sight. What fails stays in view, whatever comes after it.
    const shown = steps.find(({ outcome }) => outcome === 'failed') ?? steps.at(-1);
    list.current?.querySelector(`[data-step="${shown?.step}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  const wrote = steps.some(({ step }) => writes(step));
  return (
    <section className="xray" aria-labelledby="xray-title">
      <div className="panel-head">
        <h3 id="xray-title" className="strong">
          X-ray
        </h3>
        <span className="xray-summary ellipsis" role="status">
          {summaryOf(xray)}
        </span>
        <span className="spacer" />
        {!idle && (
          <Button icon="stop" disabled={state === 'stopping'} onClick={xray.stop}>
            Stop
          </Button>
        )}
        {idle && steps.length > 0 && !isOld && (
          <Button icon="refresh" onClick={xray.test}>
            Run again
          </Button>
        )}
      </div>
      {isOld && (
        <Notice kind="outside" actions={<Link onClick={xray.test}>Test again</Link>}>
          These results are of what stood here before your changes.
        </Notice>
      )}
      {problem && <Notice kind="error">{problem}</Notice>}
      {steps.length === 0 && idle && (
        <p className="xray-empty">
          A test goes from the server’s name to the sessions, step by step. Of what fails it says why, and
          what mends it.
        </p>
      )}
      <ol ref={list} className={isOld ? 'xray-old' : undefined}>
        {steps.map((step) => (
          <XrayRow
            key={step.step}
            step={step}
            mends={
              hasMends(step) && (
                <StepMends
                  step={step}
                  applies={xray.applies}
                  onSet={onMend}
                  onSignIn={onSignIn}
                  onAgain={idle && standing !== 'other' ? () => xray.again(step.step) : null}
                />
              )
            }
          />
        ))}
      </ol>
      {offer && idle && !wrote && !isOld && (
        <WriteOffer offer={offer} readOnly={readOnly} onAgree={() => xray.again('create')} />
      )}
      {idle && steps.some((step) => writes(step.step) && isForbidden(step)) && <WithoutWriting />}
    </section>
  );
}
