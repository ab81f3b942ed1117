import { NotTextView } from '../artifacts/NotTextView.tsx';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

/** A document that cannot be edited as text, in the place of its editor. */
export default function NotText({ document }: { document: OpenDocument }) {
  const facts = useDocumentState(document, (state) => state.facts);
  if (!facts) return null;
  const { store, key } = document;
  const { size, version } = facts;
  return (
    <NotTextView blob={{ store, key, size, version }} facts={facts} onAgain={() => void document.load()} />
  );
}
