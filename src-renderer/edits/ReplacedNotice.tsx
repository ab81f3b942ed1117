import type { Edit } from '#shared/model/history.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { useReadOnly } from '../documents/read-only.ts';
import { openHistory } from '../history/open-history.ts';
import { openTab } from '../shell/tabs.ts';
import { applyAgain } from './apply-again.ts';
import { othersWords, replacedSentence } from './edit-words.ts';
import { forgetKept, settle, useReplacedEdit, useSettling } from './replaced.ts';

interface PartProps {
  document: OpenDocument;
  edit: Edit;
}

function Replaced({ document, edit }: PartProps) {
  const { store, key } = document;
  const readOnly = useReadOnly(document);
  const { base, mine, theirs } = edit;
  const words = othersWords(key);
  return (
    <Notice
      kind="outside"
      actions={
        <>
          <Link onClick={() => openHistory(store, key, { version: mine, against: base ?? undefined })}>
            What you changed
          </Link>
          {theirs !== null && (
            <Link onClick={() => openHistory(store, key, { version: theirs, against: mine })}>
              {words.theirs}
            </Link>
          )}
          {!readOnly && <Link onClick={() => applyAgain(store, edit)}>Apply mine again…</Link>}
          <Link onClick={() => void settle(store, edit, true)}>{words.keep}</Link>
        </>
      }
    >
      {replacedSentence(edit)}
    </Notice>
  );
}

function Kept({ document, edit }: PartProps) {
  const { store, key } = document;
  return (
    <Notice
      kind="undo"
      actions={
        <>
          <Link onClick={() => void settle(store, edit, false)}>Undo</Link>
          <Link onClick={() => openTab({ kind: 'edits', store })}>All edits</Link>
          <Link onClick={() => forgetKept(store, key)}>Close</Link>
        </>
      }
    >
      {othersWords(key).kept} Your edit is still in History.
    </Notice>
  );
}

/** Says that somebody else wrote over an edit made here, and what can be done about it. */
export function ReplacedNotice({ document }: { document: OpenDocument }) {
  const edit = useReplacedEdit(document.store, document.key);
  const { kept, problem } = useSettling(document.store, document.key);
  // What comes after it has the word.
  const passed = useDocumentState(document, ({ dirty, trouble }) => dirty || trouble !== null);
  // There is nothing to apply an edit to, and what can be done is said there.
  const isNoText = useDocumentState(document, ({ trouble }) => trouble?.kind === 'not-text');
  return (
    <>
      {problem && <Notice kind="error">{problem}</Notice>}
      {edit && !isNoText && <Replaced document={document} edit={edit} />}
      {!edit && kept && !passed && <Kept document={document} edit={kept} />}
    </>
  );
}
