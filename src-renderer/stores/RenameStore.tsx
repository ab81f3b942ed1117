import { useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { renameStore } from './actions.ts';
import { stopAsking, useRenaming } from './rename.ts';
import { useStore } from './stores.ts';

function Asked({ store }: { store: Store }) {
  const [name, setName] = useState(store.name);
  const [problem, setProblem] = useState<string | null>(null);
  const rename = async () => {
    if (name.trim() === '') {
      setProblem('A store needs a name.');
      return false;
    }
    await renameStore(store.id, name.trim());
    return true;
  };
  return (
    <FormDialog
      title={`Rename ${store.name}`}
      description="The name is used in this app alone. Nothing in the store changes."
      verb="Rename"
      width={400}
      onClose={stopAsking}
      onSubmit={rename}
    >
      <Field label="Name" error={problem}>
        {(control) => <TextField {...control} value={name} onChange={setName} maxLength={200} />}
      </Field>
    </FormDialog>
  );
}

/** Asks for another name for a store. */
export function RenameStore() {
  const store = useStore(useRenaming((state) => state.store));
  return store && <Asked key={store.id} store={store} />;
}
