import { useMemo } from 'react';
import type { ErrorDescription } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { Ago } from '../words/Ago.tsx';
import { draftsOf, draftToOffer, useDrafts } from './drafts-list.ts';
import { goOnWith, showDrafts } from './open-draft.ts';

/** What is to be known of the drafts of a document: that it has none on disk, or that there are others. */
export function DraftNotice({ document }: { document: OpenDocument }) {
  const { store, key } = document;
  const problem = useDocumentState(document, (state) => state.draft.problem);
  const dirty = useDocumentState(document, (state) => state.dirty);
  const missed = useDocumentState(document, (state) => state.draftMissed);
  const all = useDrafts((state) => state.drafts);
  const drafts = useMemo(() => draftsOf(all, store, key), [all, store, key]);
  const offered = draftToOffer(drafts, document.draft.id, missed !== null);
  const elsewhere = drafts.some(({ owner }) => owner === 'other');
  return (
    <>
      {problem && dirty && (
        <Notice kind="error" actions={<Link onClick={() => void document.draft.flush()}>Try again</Link>}>
          Your edits are not protected: they would be lost with this window. {problem.message}
        </Notice>
      )}
      {elsewhere && (
        <Notice kind="info">
          Another window has unsaved edits of this file.{' '}
          {dirty
            ? 'What you type here is kept as a draft of its own.'
            : 'What you see here is the file as it is stored.'}
        </Notice>
      )}
      {offered && (missed || !dirty) && (
        <Notice
          kind={missed ? 'error' : 'info'}
          actions={
            <>
              <Link onClick={() => void goOnWith(document, offered.id)}>
                {missed ? 'Try again' : 'Open them'}
              </Link>
              <Link onClick={showDrafts}>All drafts</Link>
            </>
          }
        >
          Edits of this file are kept that were not saved, the last of them <Ago at={offered.changedAt} />.
          {missed && ` They could not be opened. ${reasonOf(missed)}`}
        </Notice>
      )}
    </>
  );
}

/** What is said of a lost connection promises another attempt, which is made to connect, and not to open these. */
function reasonOf({ code, message }: ErrorDescription): string {
  return code === 'UNREACHABLE' ? 'The app did not answer.' : message;
}
