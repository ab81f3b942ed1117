import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { worthOf } from '../guarantee/words.ts';
import { useSettings } from '../settings/settings.ts';
import { useStore } from '../stores/stores.ts';
import { confirmQuestion, dismissQuestion, type Question, useDeletion } from './deletion.ts';
import { titleOf, whatWillBeDeleted } from './sentences.ts';

function Asked({ question }: { question: Question }) {
  const cancel = useRef<HTMLButtonElement>(null);
  const store = useStore(question.store);
  const place = store?.name ?? '';
  const worth = worthOf(store, 'delete');
  const days = useSettings((state) => state.keepDeletedDays);
  const warnRequests = useSettings((state) => state.warnRequests);
  const { preview, problem, targets } = question;
  return (
    <Dialog
      open
      onClose={dismissQuestion}
      title={titleOf(targets)}
      description={
        problem ??
        (preview
          ? `${whatWillBeDeleted(preview, place, days, warnRequests)}${worth === null ? '' : ` ${worth}`}`
          : 'Counting what it would take…')
      }
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} variant="outline" large onClick={dismissQuestion}>
            Cancel
          </Button>
          <Button variant="danger" large disabled={!preview} onClick={() => void confirmQuestion()}>
            Delete
          </Button>
        </>
      }
    />
  );
}

/** Asks before something is deleted. */
export function ConfirmDelete() {
  const question = useDeletion((state) => state.question);
  return question && <Asked question={question} />;
}
