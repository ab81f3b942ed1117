import type { Store } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { copyText } from '../shell/clipboard.ts';
import { connectStore } from '../stores/actions.ts';
import type { OpenDocument } from './open-document.ts';

/** Says that the store of a document with edits is closed, or in the list no more. */
export function StoreNotice({ document, store }: { document: OpenDocument; store: Store | null }) {
  const why = store?.problem ? ` ${store.problem}` : '';
  return (
    <Notice
      kind="outside"
      actions={
        <>
          {store?.state === 'remembered' && <Link onClick={() => void connectStore(store.id)}>Connect</Link>}
          <Link onClick={() => void copyText(document.textToSave())}>Copy the text</Link>
        </>
      }
    >
      {store
        ? `${store.name} is not open, so that nothing can be saved to it.${why}`
        : 'The store of this file is not in the list any more: open it again to save.'}{' '}
      Your edits are kept.
    </Notice>
  );
}
