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

/** One step: its outcome and time, what was found, and beneath it what mends it. */
export function XrayRow({ step, children }: { step: XrayStep; children?: ReactNode }) {
  const { outcome, message, subject, raw, milliseconds } = step;
  const failed = outcome === 'failed';
  return (
    <li className={outcome === 'skipped' ? 'xray-step text-3' : 'xray-step'}>
      <Outcome outcome={outcome} />
      <span className={failed ? 'strong' : ''}>{xrayTitles[step.step]}</span>
      <span className="xray-time">{milliseconds === null ? '' : `${milliseconds} ms`}</span>
      {(subject || raw) && (
        <span className="xray-facts mono">
          {raw && <span className={failed ? 'tone-error' : ''}>{raw}</span>}
          {subject && <span>{subject}</span>}
        </span>
      )}
      {message && <p className={failed ? 'xray-why' : 'xray-message'}>{message}</p>}
      {children && <div className="xray-mends">{children}</div>}
    </li>
  );
}
