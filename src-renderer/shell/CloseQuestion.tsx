import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { closeTitle, closeWords } from './close-words.ts';
import { type Unsaved, useDirty } from './dirty.ts';

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
      title={closeTitle(question)}
      description={closeWords(question)}
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
          {leaving !== 'memory' && documents.length > 0 && (
            <Button variant="primary" large onClick={() => void saveAll(documents).then(answer)}>
              {one ? 'Save' : 'Save all'}
            </Button>
          )}
        </>
      }
    />
  );
}
