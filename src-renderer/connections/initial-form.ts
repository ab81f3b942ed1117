import { useEffect, useState } from 'react';
import { wantsKeys } from '#shared/model/s3-location.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { storeById } from '../stores/stores.ts';
import { emptyForm, formOf, keysPlace, type S3Form } from './s3-form.ts';

interface InitialForm {
  initial: S3Form;
  keysKeptFor: string | null;
  title: string;
}

const title = 'Connect to S3';

function ofStore(id: StoreId | null): InitialForm | null {
  const store = storeById(id);
  if (store?.location.kind !== 's3') return null;
  const { location, name, readOnly, problem } = store;
  return {
    initial: formOf(location, name, readOnly),
    // After a failure the kept keys may be the reason, or gone: the form then asks for them again.
    keysKeptFor: wantsKeys(location) && problem === null ? keysPlace(location) : null,
    title: `How ${name} is reached`,
  };
}

/** What the form starts with: a known store, else what the library's variables say. Null until that is known. */
export function useInitialForm(store: StoreId | null): InitialForm | null {
  const [form, setForm] = useState(() => ofStore(store));
  const missing = form === null;
  useEffect(() => {
    if (!missing) return;
    let wanted = true;
    client.stores.environment().then(
      (location) =>
        wanted && setForm({ initial: location ? formOf(location) : emptyForm, keysKeptFor: null, title }),
      () => wanted && setForm({ initial: emptyForm, keysKeptFor: null, title }),
    );
    return () => {
      wanted = false;
    };
  }, [missing]);
  return form;
}
