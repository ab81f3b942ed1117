import type { Document } from '#shared/model/document.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { copyText } from '../shell/clipboard.ts';
import { formatBytes } from '../words/numbers.ts';
import { formatClock } from '../words/times.ts';
import type { Trouble } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';
import { useReadOnly } from './read-only.ts';

type NotText = Trouble & { kind: 'not-text' };

function whatItIs({ readOnly, badByte, size }: Document): string {
  if (readOnly === 'too-large') return `It holds ${formatBytes(size)} now, more than can be edited here.`;
  if (readOnly === 'not-utf8' && badByte !== null)
    return `It is not UTF-8 any more, from byte ${badByte.toLocaleString('en')} on.`;
  return 'It is not text any more.';
}

/** Says that the file holds something now that edits cannot be merged with, nor saved over without a word. */
export function NotTextNotice({ document, trouble }: { document: OpenDocument; trouble: NotText }) {
  const { facts } = trouble;
  const refused = trouble.found === 'saving';
  const readOnly = useReadOnly(document);
  const showIt = () => {
    void document.loadAgain();
  };
  return (
    <Notice
      kind={refused ? 'error' : 'outside'}
      actions={
        <>
          {!readOnly && (
            <Link onClick={() => void document.saveOver(facts.version)}>Save my text in its place</Link>
          )}
          <Link onClick={() => void copyText(document.textToSave())}>Copy my text</Link>
          <Link onClick={showIt}>Discard my edits and show it</Link>
        </>
      }
    >
      {refused && 'Not saved, so that nothing is overwritten. '}
      The file was changed outside at {formatClock(facts.modifiedAt)} while you were editing.{' '}
      {whatItIs(facts)} Your edits are kept.
    </Notice>
  );
}
