import type { ErrorDescription } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { openTab } from '../shell/tabs.ts';
import { signIn, useSigningIn } from '../sign-in/sign-in.ts';
import { verbOf } from '../sign-in/words.ts';
import { setReadOnly } from '../stores/actions.ts';
import { useStore } from '../stores/stores.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';
import { reasonOf } from './refusal-words.ts';

/** A save failed: why, and what to do about it. */
export function RefusedNotice({ document, error }: { document: OpenDocument; error: ErrorDescription }) {
  const store = useStore(document.store);
  const unprotected = useDocumentState(document, (state) => state.draft.problem !== null);
  const denied = store?.readOnlyReason === 'credentials';
  const signedOut = error.code === 'SIGN_IN' && store?.location.kind === 's3';
  const running = useSigningIn(({ stores }) => stores.has(document.store));
  const saveAnyway = async () => {
    if (await setReadOnly(document.store, false)) await document.save();
  };
  return (
    <Notice
      kind="error"
      actions={
        <>
          {signedOut && store.signIn && !running && (
            <Link onClick={() => void signIn(document.store)}>{verbOf(store.signIn)}</Link>
          )}
          {denied ? (
            <Link onClick={() => void saveAnyway()}>Try to change it anyway</Link>
          ) : (
            <Link onClick={() => void document.save()}>Try again</Link>
          )}
          {signedOut && (
            <Link onClick={() => openTab({ kind: 'connect', store: document.store })}>
              Change the connection
            </Link>
          )}
        </>
      }
    >
      Not saved. {denied ? deniedWords : reasonOf(error, document.key)}{' '}
      {running && 'It is saved once you are signed in. '}
      {unprotected ? 'Your edits are in this window alone.' : 'Your edits are kept.'}
    </Notice>
  );
}

const deniedWords = 'These credentials may not write here, so the store is read-only for now.';
