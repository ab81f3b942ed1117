import { useEffect, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { announce } from '../client/events.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { shortId } from '../shell/names.ts';
import { closeDialog } from './dialogs.ts';
import './session-dialogs.css';

const known = ['active', 'completed', 'error'] as const;
const choices = [
  ...known.map((value) => ({ value, label: value, icon: `status-${value}` as const })),
  { value: 'other', label: 'other' } as const,
];
type Choice = (typeof choices)[number]['value'];

const choiceOf = (status: string): Choice => known.find((value) => value === status) ?? 'other';

interface StatusProps {
  store: StoreId;
  session: string;
}

/** Asks which status a session shall have. */
export function StatusDialog({ store, session }: StatusProps) {
  const [current, setCurrent] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    client.sessions
      .facts({ store, ids: [session] }, { signal: controller.signal })
      .then(([facts]) => {
        if (facts) setCurrent(facts.status);
      })
      .catch(() => undefined);
    return () => controller.abort();
  }, [store, session]);

  // What the record says may come late, and takes the place of nothing that was chosen meanwhile.
  const said = current === null ? null : choiceOf(current);
  const choice = chosen ?? said;
  const other = typed ?? (said === 'other' ? (current ?? '') : '');

  const set = async () => {
    const status = choice === 'other' ? other.trim() : choice;
    if (status === null || status === '') {
      setProblem(choice === null ? 'Choose a status.' : 'Write which status, or choose one of the others.');
      return false;
    }
    await client.sessions.setStatus({ store, session, status });
    announce({ kind: 'changed', store, keys: [`sessions/${session}/session.json`] });
    return true;
  };

  return (
    <FormDialog
      title={`Status of ${shortId(session)}`}
      description="Changes this one value of the record; everything else in the file stays as it is written."
      verb="Set status"
      onClose={closeDialog}
      onSubmit={set}
    >
      <Field label="Status" error={choice === null ? problem : null}>
        {() => <Segmented wide label="Status" value={choice} options={choices} onChange={setChosen} />}
      </Field>
      {choice === 'other' && (
        <Field label="Other" hint="Any word; agents see it as it is written." error={problem}>
          {(control) => <TextField {...control} value={other} onChange={setTyped} maxLength={200} />}
        </Field>
      )}
    </FormDialog>
  );
}
