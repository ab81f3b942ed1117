import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { copyText } from '../shell/clipboard.ts';
import { copyDiagnostics } from './diagnostics.ts';

const secretsKept = {
  encrypted: 'Encrypted by the system, and kept for the next start',
  basic: 'Kept for the next start, but this system offers no real encryption for them',
  file: 'In the file that the app was started with, for you alone, and not encrypted',
  'session-only': 'In memory alone, until the app is closed',
} as const;

type Copied = 'log' | 'diagnostics' | null;

/** Version, where the log lies, and what somebody who helps would ask for. */
export function AboutSection() {
  const info = useAppInfo((state) => state.info);
  const [copied, setCopied] = useState<Copied>(null);
  if (!info) return null;
  const copy = async (what: Exclude<Copied, null>) => {
    if (what === 'log') await copyText(info.logFile);
    else if (!(await copyDiagnostics())) return;
    setCopied(what);
  };
  return (
    <section aria-labelledby="settings-about">
      <h3 id="settings-about">About</h3>
      <dl className="settings-facts">
        <dt>Version</dt>
        <dd>
          {info.name} {info.version}
        </dd>
        <dt>Runs as</dt>
        <dd>{info.host === 'electron' ? 'Desktop app' : 'Web app of this machine'}</dd>
        <dt>Secret keys</dt>
        <dd>{secretsKept[info.capabilities.secrets]}</dd>
        <dt>Log file</dt>
        <dd className="mono">{info.logFile}</dd>
      </dl>
      <div className="settings-actions">
        <Button variant="outline" icon="copy" onClick={() => void copy('diagnostics')}>
          Copy diagnostics
        </Button>
        <Button variant="outline" icon="copy" onClick={() => void copy('log')}>
          Copy the log’s path
        </Button>
        <span className="small text-2" role="status">
          {copied === 'diagnostics' && 'Copied. It holds no keys, and no names of stores or files.'}
          {copied === 'log' && 'Copied.'}
        </span>
      </div>
    </section>
  );
}
