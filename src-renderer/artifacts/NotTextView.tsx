import { useState } from 'react';
import type { Document } from '#shared/model/document.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { whyNotText } from '../documents/read-only.ts';
import type { BlobRef } from './blobs.ts';
import { HexView } from './HexView.tsx';
import { LargeTextView } from './LargeTextView.tsx';

interface NotTextViewProps {
  blob: BlobRef;
  /** Of the version that is shown; null while they are not known. */
  facts: Document | null;
  /** Looks at the file again, after it changed or could not be read. */
  onAgain: () => void;
}

/** What cannot be edited as text: says why, and shows it a part at a time, as bytes or as what of it is text. */
export function NotTextView({ blob, facts, onAgain }: NotTextViewProps) {
  const reason = facts?.readOnly ?? null;
  const [chosen, choose] = useState<'text' | 'bytes' | null>(null);
  const shown = chosen ?? (reason === 'too-large' ? 'text' : 'bytes');
  const other =
    shown === 'bytes' ? (
      reason !== 'binary' && <Link onClick={() => choose('text')}>Show as text</Link>
    ) : (
      <Link onClick={() => choose('bytes')}>Show the bytes</Link>
    );
  const view = { blob, onAgain };
  const key = `${blob.version} ${blob.size}`;
  return (
    <>
      {facts && (
        <Notice kind="readonly" actions={other}>
          {whyNotText(facts)}
          {shown === 'text' && reason === 'not-utf8' && ' What is not UTF-8 stands as “\uFFFD”.'}
        </Notice>
      )}
      {shown === 'text' ? (
        <LargeTextView key={key} {...view} />
      ) : (
        <HexView key={key} {...view} start={facts?.badByte ?? 0} />
      )}
    </>
  );
}
