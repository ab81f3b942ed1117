import { useEffect, useState } from 'react';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SaveWorth } from '../guarantee/SaveWorth.tsx';
import { openHistory } from '../history/open-history.ts';
import { copyText } from '../shell/clipboard.ts';
import { shortId } from '../shell/names.ts';
import { say } from '../shell/said.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { carryEdits, type Obstacle } from './carry-edits.ts';
import type { Trouble } from './document-state.ts';
import { useDocumentState } from './documents.ts';
import { followWhereabouts, type Whereabouts } from './moved.ts';
import type { OpenDocument } from './open-document.ts';
import { useReadOnly } from './read-only.ts';

function useWhereabouts(document: OpenDocument): Whereabouts | null {
  const [found, setFound] = useState<Whereabouts | null>(null);
  useEffect(() => followWhereabouts(document, setFound), [document]);
  return found;
}

function inSession(key: string): string {
  return key.replace(/^sessions\/[^/]+\//, '');
}

function whatHappened(found: Whereabouts | null): string {
  switch (found?.kind) {
    case 'moved':
      return `The file was moved outside, to ${inSession(found.key)}.`;
    case 'session-gone':
      return `Session ${shortId(found.session)} was deleted outside, and this file with it.`;
    default:
      return 'The file was deleted outside.';
  }
}

function whyNotCarried(obstacle: Obstacle, name: string): string {
  const stay = 'Your edits stay in the tab of the file that was moved.';
  switch (obstacle) {
    case 'edited':
      return `${name} has unsaved edits of its own: save or discard those first. ${stay}`;
    case 'changed':
      return `${name} holds something else by now. ${stay}`;
    case 'no-text':
      return `${name} could not be opened as text. ${stay}`;
  }
}

/** Says that the file is not there any more, and where it went, if that can be told. */
export function GoneNotice({
  document,
  trouble,
}: {
  document: OpenDocument;
  trouble: Trouble & { kind: 'gone' };
}) {
  const found = useWhereabouts(document);
  const dirty = useDocumentState(document, (state) => state.dirty);
  const readOnly = useReadOnly(document);
  const { store } = document;
  const carry = async (key: string) => {
    const obstacle = await carryEdits(document, key);
    // Below the tree: the tab of the other file is on top by now.
    if (obstacle) say({ kind: 'error', text: whyNotCarried(obstacle, inSession(key)) });
  };
  const discard = () => {
    document.discard();
    document.letGo();
  };
  const refused = trouble.found === 'saving';
  return (
    <Notice
      kind={refused ? 'error' : 'outside'}
      actions={
        <>
          {found?.kind === 'moved' && dirty && !readOnly && (
            <Link onClick={() => void carry(found.key)}>Carry my edits there</Link>
          )}
          {found?.kind === 'moved' && !dirty && (
            <Link onClick={() => openTab(tabOfKey(store, found.key))}>Open it there</Link>
          )}
          {!readOnly && (
            <Link onClick={() => void document.saveAsNew()}>
              {found?.kind === 'moved' ? 'Save as a new file here' : 'Save as a new file'}
            </Link>
          )}
          <Link onClick={() => void copyText(document.textToSave())}>Copy the text</Link>
          <Link onClick={() => openHistory(store, document.key)}>History</Link>
          <Link onClick={discard}>Discard the text</Link>
        </>
      }
    >
      {refused && 'Not saved. '}
      {whatHappened(found)} Its text is kept here for now.
      {refused && !readOnly && <SaveWorth store={store} operation="create" />}
    </Notice>
  );
}
