import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { type Leaving, type Unsaved, useDirty } from './dirty.ts';

function names(documents: readonly Unsaved[]): string {
  const shown = documents.slice(0, 3).map((document) => document.name);
  const rest = documents.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function inWords(leaving: Leaving, documents: readonly Unsaved[]): string {
  const one = documents.length === 1;
  const start = `${names(documents)} ${one ? 'has' : 'have'} edits that are not saved`;
  if (leaving === 'window')
    return `${start} and cannot be kept for the next time. Without saving, they are lost.`;
  if (leaving === 'memory')
    return `${start}. The store is in memory: all that was typed in it is lost with it, saved or not.`;
  return `${start}. If you do not save them, their text stays in the history of the ${one ? 'file' : 'files'}.`;
}

function titleOf(leaving: Leaving, count: number): string {
  if (leaving === 'memory') return 'Close the store and lose your edits?';
  return count === 1 ? 'Save your edits before closing?' : `Save ${count} files before closing?`;
}

async function saveAll(documents: readonly Unsaved[]): Promise<boolean> {
  for (const document of documents) if (!(await document.save())) return false;
  return true;
}

/** Asks what becomes of unsaved edits before their tabs, or the window, close. */
export function CloseQuestion() {
  const question = useDirty((state) => state.question);
  const cancel = useRef<HTMLButtonElement>(null);
  if (!question) return null;
  const { leaving, documents, answer } = question;
  const one = documents.length === 1;
  const discard = () => {
    if (leaving !== 'window') for (const document of documents) void document.discard();
    answer(true);
  };
  return (
    <Dialog
      open
      onClose={() => answer(false)}
      title={titleOf(leaving, documents.length)}
      description={inWords(leaving, documents)}
      initialFocus={cancel}
      actions={
        <>
          <Button variant="destructive" large onClick={discard}>
            {leaving === 'tabs' ? 'Don’t save' : 'Lose the edits'}
          </Button>
          <span className="spacer" />
          <Button ref={cancel} variant="outline" large onClick={() => answer(false)}>
            Cancel
          </Button>
          {leaving !== 'memory' && (
            <Button variant="primary" large onClick={() => void saveAll(documents).then(answer)}>
              {one ? 'Save' : 'Save all'}
            </Button>
          )}
        </>
      }
    />
  );
}
