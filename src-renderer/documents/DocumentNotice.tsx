import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SaveWorth } from '../guarantee/SaveWorth.tsx';
import { copyText } from '../shell/clipboard.ts';
import { useStore } from '../stores/stores.ts';
import { ChangedNotice } from './ChangedNotice.tsx';
import { useDocumentState } from './documents.ts';
import { GoneNotice } from './GoneNotice.tsx';
import { NotTextNotice } from './NotTextNotice.tsx';
import type { OpenDocument } from './open-document.ts';
import { RefusedNotice } from './RefusedNotice.tsx';
import { refreshDocuments } from './refresh.ts';
import { reasonOf } from './refusal-words.ts';
import { StoreNotice } from './StoreNotice.tsx';

/** What stands in the way of a document, and what to do about it. */
export function DocumentNotice({ document }: { document: OpenDocument }) {
  const trouble = useDocumentState(document, (state) => state.trouble);
  const store = useStore(document.store);
  if (store?.state !== 'open') return <StoreNotice document={document} store={store} />;
  switch (trouble?.kind) {
    case undefined:
      return null;
    case 'refused':
      return <RefusedNotice document={document} error={trouble.error} />;
    case 'loses':
      return (
        <Notice kind="warning" actions={<Link onClick={() => void document.saveAnyway()}>Save anyway</Link>}>
          Not saved yet. {reasonOf(trouble.error, document.key)} Your edits are kept.
          <SaveWorth store={document.store} />
        </Notice>
      );
    case 'changed':
      return <ChangedNotice document={document} trouble={trouble} />;
    case 'gone':
      return <GoneNotice document={document} trouble={trouble} />;
    case 'unreadable':
      return (
        <Notice
          kind="error"
          actions={
            <>
              <Link
                onClick={() =>
                  void refreshDocuments({ store: document.store, keys: new Set([document.key]) })
                }
              >
                Try again
              </Link>
              <Link onClick={() => void copyText(document.textToSave())}>Copy the text</Link>
            </>
          }
        >
          What is in the file now could not be read. {trouble.message} Your edits are kept.
        </Notice>
      );
    case 'not-text':
      return <NotTextNotice document={document} trouble={trouble} />;
  }
}
