import { useDocument, useDocumentState } from '../documents/documents.ts';
import type { BlobHead } from './blobs.ts';
import { NotTextView } from './NotTextView.tsx';

interface NotTextBodyProps {
  head: BlobHead;
  tabId: string;
  onAgain: () => void;
}

/** What began like a text and is none. */
export function NotTextBody({ head, tabId, onAgain }: NotTextBodyProps) {
  const { store, key, size, version } = head;
  const facts = useDocumentState(useDocument(store, key, tabId), (state) => state.facts);
  return <NotTextView blob={{ store, key, size, version }} facts={facts} onAgain={onAgain} />;
}
