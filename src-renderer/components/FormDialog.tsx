import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { describeError } from '../client/errors.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Notice } from './Notice.tsx';

interface FormDialogProps {
  title: string;
  description?: ReactNode;
  /** The verb on the button. */
  verb: string;
  onClose: () => void;
  /** Does it; what it throws is said in the dialog. False: something is not filled in right, which stands beside it. */
  onSubmit: () => Promise<boolean>;
  /** In px; 560 unless told. */
  width?: number;
  children: ReactNode;
}

/** A few questions, answered together by Enter or the button. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, verb, onClose, onSubmit, width = 560, children } = props;
  const form = useId();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setProblem(null);
    try {
      if (await onSubmit()) onClose();
    } catch (thrown) {
      setProblem(describeError(thrown).message);
    } finally {
      setWorking(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      width={width}
      actions={
        <>
          <Button variant="outline" large onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" large submit form={form} disabled={working}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
      </form>
      {problem && <Notice kind="error">{problem}</Notice>}
    </Dialog>
  );
}
