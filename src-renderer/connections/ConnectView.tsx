import { useEffect, useState } from 'react';
import { client } from '../client/client.ts';
import { SkeletonRows } from '../components/Skeleton.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { useStore, useStores } from '../stores/stores.ts';
import { BucketForm } from './BucketForm.tsx';
import { FolderForm } from './FolderForm.tsx';
import { useKeysAtHand } from './keys-at-hand.ts';
import { emptyForm, formOf, keysKeptFor, type S3Form } from './s3-form.ts';
import { shownOf } from './shown.ts';
import './connect.css';

/** What a new form starts with: what the library's variables say, if anything. Null until that is known. */
function useNewForm(wanted: boolean): S3Form | null {
  const [form, setForm] = useState<S3Form | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    client.stores.environment(undefined, { signal: controller.signal }).then(
      (location) => setForm(location ? formOf(location) : emptyForm),
      () => controller.signal.aborted || setForm(emptyForm),
    );
    return () => controller.abort();
  }, [wanted]);
  return form;
}

/** A connection as it is set up, or a new one. */
export default function ConnectView({ tab, tabId }: { tab: TabOf<'connect'>; tabId: string }) {
  const store = useStore(tab.store ?? null);
  const known = useStores((state) => state.stores !== null);
  const isNew = tab.store === undefined || (known && store === null);
  const newForm = useNewForm(isNew);
  const keysAtHand = useKeysAtHand(store);
  if (store?.location.kind === 's3') {
    const saved = formOf(store.location, shownOf(store));
    const keptFor = keysKeptFor(store, keysAtHand);
    return <BucketForm key={store.id} store={store} saved={saved} keysKeptFor={keptFor} tabId={tabId} />;
  }
  if (store?.location.kind === 'folder') {
    return <FolderForm key={store.id} store={store} path={store.location.path} tabId={tabId} />;
  }
  if (!isNew || !newForm) return <SkeletonRows label="Loading the form" rows={6} />;
  return <BucketForm store={null} saved={newForm} keysKeptFor={null} tabId={tabId} />;
}
