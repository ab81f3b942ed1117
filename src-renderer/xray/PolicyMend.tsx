import { type ReactNode, useState } from 'react';
import type { Mend } from '#shared/model/mend.ts';
import { Button } from '../components/Button.tsx';
import { copyText } from '../shell/clipboard.ts';
import { statementJson, statementTerraform } from './policy-text.ts';

/** What of a text is in quotes, and what is a name before a colon. */
const parts = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

/** A text of JSON or Terraform in its quiet colours. */
function Coloured({ text }: { text: string }) {
  const pieces: { at: number; text: string; tone: string }[] = [];
  let end = 0;
  for (const match of text.matchAll(parts)) {
    const [whole, string = '', colon = ''] = match;
    pieces.push({ at: end, text: text.slice(end, match.index), tone: 'xray-punct' });
    pieces.push({ at: match.index, text: string, tone: colon ? 'xray-key' : 'xray-string' });
    pieces.push({ at: match.index + string.length, text: colon, tone: 'xray-punct' });
    end = match.index + whole.length;
  }
  pieces.push({ at: end, text: text.slice(end), tone: 'xray-punct' });
  return pieces
    .filter((piece) => piece.text !== '')
    .map((piece) => (
      <span key={piece.at} className={piece.tone}>
        {piece.text}
      </span>
    ));
}

interface PolicyMendProps {
  mend: Extract<Mend, { kind: 'policy' }>;
  /** Whether it is of what is to be connected: else it cannot be copied. */
  applies: boolean;
  /** More buttons in the same row. */
  children: ReactNode;
}

/** The statement that is missing, to be copied for whoever gives out the rights. */
export function PolicyMend({ mend, applies, children }: PolicyMendProps) {
  const [terraform, setTerraform] = useState(false);
  const [copied, setCopied] = useState<string | null>(null);
  const text = terraform ? statementTerraform(mend.statement) : statementJson(mend.statement);
  return (
    <div className="xray-policy">
      <p>
        {mend.why}
        {mend.principal && (
          <>
            {' '}
            It is for <span className="mono">{mend.principal}</span>.
          </>
        )}
      </p>
      <pre className="xray-code">
        <Coloured text={text} />
      </pre>
      <div className="xray-mend-actions">
        <Button
          variant="outline"
          disabled={!applies}
          icon={copied === text ? 'check' : 'copy'}
          onClick={() => void copyText(text).then((done) => done && setCopied(text))}
        >
          {copied === text ? 'Copied' : 'Copy statement'}
        </Button>
        <Button variant="outline" onClick={() => setTerraform(!terraform)}>
          {terraform ? 'As JSON' : 'As Terraform'}
        </Button>
        {children}
      </div>
    </div>
  );
}
