import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { useStore } from '../stores/stores.ts';
import { useNow } from '../words/Ago.tsx';
import { signIn, useSigningIn } from './sign-in.ts';
import { isUrgent, standingOf, verbOf } from './words.ts';

/** Above the text of a document, before a sign-in ends and once it has. A save that was refused says it itself. */
export function SignInNotice({ document }: { document: OpenDocument }) {
  const now = useNow();
  const store = useStore(document.store);
  const running = useSigningIn(({ stores }) => stores.has(document.store));
  const refused = useDocumentState(document, ({ trouble }) => trouble?.kind === 'refused');
  const standing = store?.signIn && standingOf(store.signIn, now);
  if (!store?.signIn || !standing || refused || running || !isUrgent(standing)) return null;
  return (
    <Notice
      kind="warning"
      actions={<Link onClick={() => void signIn(document.store)}>{verbOf(store.signIn)}</Link>}
    >
      {standing.sentence}
    </Notice>
  );
}
