import { useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Field } from '../components/Field.tsx';
import { TextField } from '../components/TextField.tsx';
import { dropTabs } from '../shell/tabs.ts';
import { connectStore } from '../stores/actions.ts';
import { ConnectForm } from './ConnectForm.tsx';
import { saveConnection } from './connect-actions.ts';
import { useForm } from './edited-forms.ts';
import { leadTo } from './list-actions.ts';
import { ShownFields } from './ShownFields.tsx';
import { type Shown, shownOf } from './shown.ts';

interface FolderFormProps {
  store: Store;
  path: string;
  tabId: string;
}

/** The form of a connection to a folder: what it is called, and how it is opened. */
export function FolderForm({ store, path, tabId }: FolderFormProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const usualName = path.split(/[\\/]/).findLast(Boolean) ?? path;
  const save = async (what: Shown): Promise<boolean> => {
    const location = { kind: 'folder', path } as const;
    const settings = { ...what, name: what.name.trim() || usualName, folder: what.folder.trim() };
    const problem = await saveConnection(tabId, { ...settings, store: store.id, location });
    setRefused(problem);
    return problem === null;
  };
  const { form, change, edited } = useForm<Shown>(tabId, shownOf(store), save);
  const connect = async (asReadOnly: boolean) => {
    if (!(await save({ ...form, readOnly: asReadOnly }))) return;
    if (store.state !== 'open' && !(await connectStore(store.id))) return;
    dropTabs([tabId]);
    leadTo(store.id);
  };
  return (
    <ConnectForm
      store={store}
      tabId={tabId}
      readOnly={form.readOnly}
      edited={edited}
      refused={refused ?? store.problem}
      onConnect={(asReadOnly) => void connect(asReadOnly)}
      onSave={() => void save(form)}
    >
      <div className="connect-fields">
        <Field label="Folder" hint="Another folder is another connection: open it with the plus sign.">
          {(control) => <TextField {...control} mono readOnly value={path} onChange={() => undefined} />}
        </Field>
        <ShownFields
          form={form}
          onChange={(next) => change(next, next.name || usualName)}
          usualName={usualName}
        />
      </div>
    </ConnectForm>
  );
}
