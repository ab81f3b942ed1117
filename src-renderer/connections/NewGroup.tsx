import { useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { useStore } from '../stores/stores.ts';
import { putAt } from './list-actions.ts';
import { useList } from './list-state.ts';

function Asked({ store }: { store: Store }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const move = async () => {
    if (name.trim() === '') {
      setProblem('A group needs a name.');
      return false;
    }
    await putAt(store.id, { endOf: name.trim() });
    return true;
  };
  return (
    <FormDialog
      title={`Move ${store.name} to a new group`}
      description="A group is a heading of the list. It goes when nothing stands below it any more."
      verb="Move"
      width={400}
      onClose={() => useList.setState({ grouping: null })}
      onSubmit={move}
    >
      <Field label="Name" error={problem}>
        {(control) => <TextField {...control} value={name} onChange={setName} maxLength={200} />}
      </Field>
    </FormDialog>
  );
}

/** Asks for the name of a new group for a connection. */
export function NewGroup() {
  const store = useStore(useList((state) => state.grouping));
  return store && <Asked key={store.id} store={store} />;
}
