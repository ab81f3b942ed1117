import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { useCostQuestion } from './costly.ts';

/** Asks before something that takes very many requests. */
export function CostQuestion() {
  const question = useCostQuestion((state) => state.question);
  const cancel = useRef<HTMLButtonElement>(null);
  if (!question) return null;
  return (
    <Dialog
      open
      onClose={() => question.answer(false)}
      title="Make that many requests?"
      description={question.text}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} variant="outline" large onClick={() => question.answer(false)}>
            Cancel
          </Button>
          <Button variant="primary" large onClick={() => question.answer(true)}>
            Go on
          </Button>
        </>
      }
    />
  );
}
