import { useState } from 'react';
import { client } from '../client/client.ts';
import { Link } from '../components/Button.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { placeInWords } from '../stores/recents.ts';
import { useStores } from '../stores/stores.ts';
import { plural } from '../words/numbers.ts';
import { groupsOf } from './list.ts';
import { useList } from './list-state.ts';

/** Hands a text over as a file, as a download does. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Export() {
  const stores = useStores((state) => state.stores);
  const all = groupsOf(stores ?? []).flatMap((group) => group.stores);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = all.filter(({ id }) => !left.has(id));
  const choose = (id: string, wanted: boolean) => {
    const next = new Set(left);
    if (wanted) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const submit = async () => {
    if (chosen.length === 0) return false;
    const text = await client.connections.export({ stores: chosen.map(({ id }) => id) });
    download('connections.json', text);
    return true;
  };
  return (
    <FormDialog
      title="Export connections"
      description="A file with how they are reached, for another machine or a colleague. It holds no key, no token and no password."
      verb={chosen.length === 0 ? 'Export' : `Export ${plural(chosen.length, 'connection')}`}
      width={560}
      onClose={() => useList.setState({ dialog: null })}
      onSubmit={submit}
    >
      {all.length === 0 ? (
        <p className="text-2">There is no connection yet.</p>
      ) : (
        <>
          <p>
            <Link onClick={() => setLeft(new Set())}>All</Link>{' '}
            <Link onClick={() => setLeft(new Set(all.map(({ id }) => id)))}>None</Link>
          </p>
          <ul className="import-list" aria-label="Connections to export">
            {all.map((store) => (
              <li key={store.id} className="import-row">
                <Checkbox checked={!left.has(store.id)} onChange={(wanted) => choose(store.id, wanted)}>
                  {store.name}
                </Checkbox>
                <p className="import-note">{placeInWords(store)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  );
}

/** Asks which connections to put into a file. */
export function ExportDialog() {
  return useList((state) => state.dialog === 'export') && <Export />;
}
