import { Notice } from '../components/Notice.tsx';
import { useDocument, useDocumentState } from '../documents/documents.ts';
import { whyNotText } from '../documents/read-only.ts';
import type { BlobHead } from './blobs.ts';
import { HexView } from './HexView.tsx';

interface NotTextBodyProps {
  head: BlobHead;
  tabId: string;
  onAgain: () => void;
}

/** What began like a text and is none: its bytes, from the first that is wrong. */
export function NotTextBody({ head, tabId, onAgain }: NotTextBodyProps) {
  const { store, key, size, version } = head;
  const facts = useDocumentState(useDocument(store, key, tabId), (state) => state.facts);
  return (
    <>
      {facts && <Notice kind="readonly">{whyNotText(facts)}</Notice>}
      <HexView
        key={`${version} ${size}`}
        blob={{ store, key, size, version }}
        start={facts?.badByte ?? 0}
        onAgain={onAgain}
      />
    </>
  );
}
