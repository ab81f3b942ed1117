import type { ErrorDescription } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';
import { reasonOf } from './refusal-words.ts';

/** A save failed: why, and what to do about it. */
export function RefusedNotice({ document, error }: { document: OpenDocument; error: ErrorDescription }) {
  const store = useStore(document.store);
  const unprotected = useDocumentState(document, (state) => state.draft.problem !== null);
  const mayEnterKeys = error.code === 'SIGN_IN' && store?.location.kind === 's3';
  return (
    <Notice
      kind="error"
      actions={
        <>
          <Link onClick={() => void document.save()}>Try again</Link>
          {mayEnterKeys && (
            <Link onClick={() => openTab({ kind: 'connect', store: document.store })}>
              Change the connection
            </Link>
          )}
        </>
      }
    >
      Not saved. {reasonOf(error, document.key)}{' '}
      {unprotected ? 'Your edits are in this window alone.' : 'Your edits are kept.'}
    </Notice>
  );
}
