import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { formatClock } from '../words/times.ts';
import type { Trouble } from './document-state.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

function Changed({ document, trouble }: { document: OpenDocument; trouble: Trouble & { kind: 'changed' } }) {
  const when = trouble.at === null ? '' : ` at ${formatClock(trouble.at)}`;
  const compare = <Link onClick={() => void document.compare()}>Compare</Link>;
  if (trouble.found === 'saving') {
    return (
      <Notice kind="error" actions={compare}>
        Not saved: the file has changed since you opened it. Nothing was overwritten, and your edits are kept.
      </Notice>
    );
  }
  return (
    <Notice kind="outside" actions={compare}>
      The file was changed outside{when} while you were editing. Your edits are kept.
    </Notice>
  );
}

function Gone({ document, trouble }: { document: OpenDocument; trouble: Trouble & { kind: 'gone' } }) {
  return (
    <Notice
      kind={trouble.found === 'saving' ? 'error' : 'outside'}
      actions={
        <>
          <Link onClick={() => void document.saveAsNew()}>Save as a new file</Link>
          <Link onClick={() => document.letGo()}>Discard the text</Link>
        </>
      }
    >
      {trouble.found === 'saving' && 'Not saved: '}
      {trouble.found === 'saving' ? 'the' : 'The'} file was deleted outside. Its text is kept here for now.
    </Notice>
  );
}

/** What stands in the way of a document, and what to do about it. */
export function DocumentNotice({ document }: { document: OpenDocument }) {
  const trouble = useDocumentState(document, (state) => state.trouble);
  const comparing = useDocumentState(document, (state) => state.theirs !== null);
  if (!trouble) return null;
  switch (trouble.kind) {
    case 'refused':
      return (
        <Notice kind="error" actions={<Link onClick={() => void document.save()}>Try again</Link>}>
          Not saved. {trouble.error.message} Your edits are kept.
        </Notice>
      );
    case 'changed':
      return comparing ? null : <Changed document={document} trouble={trouble} />;
    case 'gone':
      return <Gone document={document} trouble={trouble} />;
    case 'unreadable':
      return (
        <Notice
          kind="error"
          actions={
            <>
              <Link onClick={() => void document.compare()}>Try again</Link>
              <Link onClick={() => void document.load()}>Discard my edits and show it</Link>
            </>
          }
        >
          The file was changed outside, and cannot be compared. {trouble.message} Your edits are kept.
        </Notice>
      );
  }
}
