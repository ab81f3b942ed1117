import { useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatBytes, plural } from '../../words/numbers.ts';
import { formatExact } from '../../words/times.ts';
import { useConflict } from './conflicts.ts';

/** Asks what becomes of an uploaded file whose name is taken. */
export function ConflictQuestion() {
  const question = useConflict((state) => state.question);
  const skip = useRef<HTMLButtonElement>(null);
  const [all, setAll] = useState(false);
  const days = useSettings((state) => state.keepHistoryDays);
  if (!question) return null;
  const { conflict, several, answer } = question;
  const { name, file, existing } = conflict;
  const when = existing.modifiedAt === null ? '' : `, written ${formatExact(existing.modifiedAt)}`;
  return (
    <Dialog
      open
      width={480}
      onClose={() => answer('skip', false)}
      title={`“${name}” is there already`}
      description={`The one in the session has ${formatBytes(existing.size)}${when}. Yours has ${formatBytes(file.size)}. Replaced, the old one stays in its history for ${plural(days, 'day')}.`}
      initialFocus={skip}
      actions={
        <>
          <Button variant="destructive" large onClick={() => answer('replace', all)}>
            Replace
          </Button>
          <span className="spacer" />
          <Button ref={skip} variant="outline" large onClick={() => answer('skip', all)}>
            Skip
          </Button>
          <Button variant="primary" large onClick={() => answer('keep-both', all)}>
            Keep both
          </Button>
        </>
      }
    >
      {several && (
        <Checkbox checked={all} onChange={setAll}>
          Do the same with every other name that is taken
        </Checkbox>
      )}
    </Dialog>
  );
}
