import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { type Unsaved, useDirty } from './dirty.ts';

function names(documents: readonly Unsaved[]): string {
  const shown = documents.slice(0, 3).map((document) => document.name);
  const rest = documents.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
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
  const { documents, answer } = question;
  const one = documents.length === 1;
  const discard = () => {
    for (const document of documents) document.discard();
    answer(true);
  };
  return (
    <Dialog
      open
      onClose={() => answer(false)}
      title={one ? 'Save your edits before closing?' : `Save ${documents.length} files before closing?`}
      description={`${names(documents)} ${one ? 'has' : 'have'} edits that are not saved. Discarding them cannot be undone.`}
      initialFocus={cancel}
      actions={
        <>
          <Button variant="destructive" large onClick={discard}>
            Discard
          </Button>
          <span className="spacer" />
          <Button ref={cancel} variant="outline" large onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button variant="primary" large onClick={() => void saveAll(documents).then(answer)}>
            {one ? 'Save' : 'Save all'}
          </Button>
        </>
      }
    />
  );
}
