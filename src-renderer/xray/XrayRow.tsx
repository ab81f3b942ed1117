import type { ReactNode } from 'react';
import type { XrayStep } from '#shared/contract/xray.ts';
import { xrayTitles } from '#shared/s3/xray-titles.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';

function Outcome({ outcome }: { outcome: XrayStep['outcome'] }) {
  switch (outcome) {
    case 'running':
      return <StatusGlyph status="running" label="Running" />;
    case 'passed':
      return <StatusGlyph status="passed" label="Passed" />;
    case 'warned':
      return <Icon name="warning" className="tone-warn" label="Works, with a warning" />;
    case 'failed':
      return <Icon name="error" className="tone-error" label="Failed" />;
    case 'skipped':
      return <StatusGlyph status="waiting" label="Not tried" />;
  }
}

/** What was found, in one line where it fits; of a failure first the server's own words, then ours. */
function Found({ step: { outcome, message, subject, raw } }: { step: XrayStep }) {
  if (outcome !== 'failed') {
    return (
      <p className="xray-found">
        {subject && <span className="mono">{subject} </span>}
        {message}
        {raw && <span className="mono"> {raw}</span>}
      </p>
    );
  }
  return (
    <>
      {(raw || subject) && (
        <p className="xray-found mono">
          {raw && <span className="tone-error">{raw} </span>}
          {subject}
        </p>
      )}
      <p className="xray-why">{message}</p>
    </>
  );
}

/** One step: its outcome and time, what was found, and beneath it what mends it. */
export function XrayRow({ step, mends }: { step: XrayStep; mends: ReactNode }) {
  const { outcome, milliseconds } = step;
  return (
    <li className={outcome === 'skipped' ? 'xray-step text-3' : 'xray-step'} data-step={step.step}>
      <Outcome outcome={outcome} />
      <span className={outcome === 'failed' ? 'strong' : ''}>{xrayTitles[step.step]}</span>
      <span className="xray-time">{milliseconds === null ? '' : `${milliseconds} ms`}</span>
      <Found step={step} />
      {mends && <div className="xray-mends">{mends}</div>}
    </li>
  );
}
