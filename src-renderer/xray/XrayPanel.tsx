import { useEffect, useRef } from 'react';
import type { XrayRequest, XrayStepName } from '#shared/contract/xray.ts';
import { Button } from '../components/Button.tsx';
import { type SetMend, XrayMend } from './XrayMend.tsx';
import { XrayRow } from './XrayRow.tsx';
import { useXrayRun, type XrayRun } from './xray-run.ts';
import './xray.css';

interface XrayPanelProps {
  /** What to look at, keys and all, as the form has it now; null where it is not complete. */
  request: () => Pick<XrayRequest, 'location' | 'keys' | 'store'> | null;
  /** Puts a value into the form, or, where the value is null, the focus into its field. */
  onMend: (mend: SetMend) => void;
  /** Starts the sign-in of the connection, where there is one. */
  onSignIn?: () => void;
}

function summaryOf({ steps, running, problem }: XrayRun): string {
  if (running) return 'running';
  if (problem) return problem;
  if (steps.length === 0) return 'writes nothing';
  const count = (...outcomes: string[]) => steps.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const skipped = count('skipped');
  const words = [`${count('passed', 'warned')} passed`, `${count('failed')} failed`, `${skipped} not tried`];
  return words.filter((word) => !word.startsWith('0 ')).join(', ');
}

/** Tries a connection step by step, and says of what fails why, and what mends it. */
export function XrayPanel({ request, onMend, onSignIn }: XrayPanelProps) {
  const { start, stop, ...run } = useXrayRun();
  const { steps, running } = run;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Below the form it may be out of sight.
    if (steps.length > 0) section.current?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  const look = (from?: XrayStepName) => {
    const what = request();
    if (what) start({ location: what.location, keys: what.keys, store: what.store, from });
  };
  return (
    <section ref={section} className="xray" aria-labelledby="xray-title">
      <div className="panel-head">
        <h3 id="xray-title" className="strong">
          X-ray
        </h3>
        <span className="xray-summary" role="status">
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
          Goes from the server’s name to the sessions, step by step, and says of what fails what mends it.
        </p>
      )}
      <ol>
        {steps.map((step) => (
          <XrayRow key={step.step} step={step}>
            {(step.outcome === 'failed' || step.mends.length > 0) && (
              <>
                {step.mends.map((mend) => (
                  <XrayMend key={JSON.stringify(mend)} mend={mend} onSet={onMend} onSignIn={onSignIn} />
                ))}
                {!running && step.outcome === 'failed' && (
                  <Button variant="outline" onClick={() => look(step.step)}>
                    Try this step again
                  </Button>
                )}
              </>
            )}
          </XrayRow>
        ))}
      </ol>
    </section>
  );
}
