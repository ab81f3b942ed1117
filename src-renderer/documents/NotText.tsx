import { HexView } from '../artifacts/HexView.tsx';
import { LargeTextView } from '../artifacts/LargeTextView.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';
import { whyNotText } from './read-only.ts';

/** What cannot be edited as text: says why, and shows it a part at a time. */
export default function NotText({ document }: { document: OpenDocument }) {
  const facts = useDocumentState(document, (state) => state.facts);
  if (!facts) return null;
  const { store, key } = document;
  const { size, version, badByte, readOnly } = facts;
  const shown = { blob: { store, key, size, version }, onAgain: () => void document.load() };
  return (
    <>
      <Notice kind="readonly">{whyNotText(facts)}</Notice>
      {readOnly === 'too-large' ? (
        <LargeTextView key={version} {...shown} />
      ) : (
        <HexView key={version} {...shown} start={badByte ?? 0} />
      )}
    </>
  );
}
