import { useMemo } from 'react';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { Ago } from '../words/Ago.tsx';
import { draftsOf, useDrafts } from './drafts-list.ts';
import { goOnWith, showDrafts } from './open-draft.ts';

/** What is to be known of the drafts of a document: that it has none on disk, or that there are others. */
export function DraftNotice({ document }: { document: OpenDocument }) {
  const { store, key } = document;
  const problem = useDocumentState(document, (state) => state.draft.problem);
  const dirty = useDocumentState(document, (state) => state.dirty);
  const drafts = useDrafts((state) => state.drafts);
  const others = useMemo(
    () => draftsOf(drafts, store, key).filter(({ id }) => id !== document.draft.id),
    [drafts, store, key, document],
  );
  const free = others.find(({ owner }) => owner === 'nobody');
  const elsewhere = others.some(({ owner }) => owner === 'other');
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
      {free && !dirty && (
        <Notice
          kind="info"
          actions={
            <>
              <Link onClick={() => void goOnWith(document, free.id)}>Open them</Link>
              <Link onClick={showDrafts}>All drafts</Link>
            </>
          }
        >
          Edits of this file are kept that were not saved, the last of them <Ago at={free.changedAt} />.
        </Notice>
      )}
    </>
  );
}
