import { useRef, useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { useAppInfo } from '../shell/app-info.ts';
import { activateTab } from '../shell/tabs.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { useXray } from '../xray/use-xray.ts';
import { XrayPanel } from '../xray/XrayPanel.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import { CredentialFields } from './CredentialFields.tsx';
import { connectBucket, mayLeavePlace, saveConnection } from './connect-actions.ts';
import { asksForKeys } from './credential-form.ts';
import { useForm } from './edited-forms.ts';
import { formId } from './form-ids.ts';
import { focusField, withMend } from './form-mends.ts';
import type { KeyInputsHandle, TakenKeys } from './KeyInputs.tsx';
import { NetworkFields } from './NetworkFields.tsx';
import type { Pasted } from './pasted-address.ts';
import { S3Fields } from './S3Fields.tsx';
import { ShownFields } from './ShownFields.tsx';
import { keysPlace, locationOf, type S3Form, settingsOf } from './s3-form.ts';
import { fieldOf, problemsOf, type S3Problems } from './s3-problems.ts';
import { useSamePlace } from './same-place.ts';

interface BucketFormProps {
  /** The connection that is changed; null: a new one. */
  store: Store | null;
  saved: S3Form;
  /** The place whose keys main has; null where it has none. */
  keysKeptFor: string | null;
  tabId: string;
}

const noKeys = { accessKeyId: false, secretAccessKey: false };

/** The form of a connection to a bucket, and what an X-ray of it shows. */
export function BucketForm({ store, saved, keysKeptFor, tabId }: BucketFormProps) {
  const [problems, setProblems] = useState<S3Problems>({});
  const [refused, setRefused] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  /** The place whose kept keys did not fit. */
  const [refusedKeys, setRefusedKeys] = useState<string | null>(null);
  const keys = useRef<KeyInputsHandle>(null);
  const element = useRef<HTMLFormElement>(null);
  const secrets = useAppInfo((state) => state.info?.capabilities.secrets ?? 'session-only');

  const show = (found: S3Problems) => {
    setProblems(found);
    requestAnimationFrame(() =>
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  const id = store?.id ?? null;
  const save = async (what: S3Form): Promise<boolean> => {
    // Keys may be left for later; those that were begun may not.
    const typed = keys.current?.typed() ?? noKeys;
    const found = problemsOf(what, { ...typed, kept: what.keys !== 'typed' });
    activateTab(tabId);
    setRefused(null);
    show(found);
    if (Object.keys(found).length > 0) return false;
    const place = locationOf(what);
    if (!(await mayLeavePlace(id, place))) return false;
    const taken = takeKeys(what);
    const outcome = await saveConnection(
      tabId,
      { store: id, form: formId(tabId), location: place, ...settingsOf(what) },
      taken,
    );
    setRefused(outcome);
    return outcome === null;
  };
  const { form, change: keep, now, edited } = useForm(tabId, saved, save);
  const location = locationOf(form);
  const settings = settingsOf(form);
  const place = keysPlace(location);
  const sentFor = typeof form.keys === 'object' ? form.keys.sentFor : null;
  const keysKept = refusedKeys !== place && (keysKeptFor === place || sentFor === place);
  const same = useSamePlace(location, id);

  const change = (next: S3Form) => {
    keep(next, settingsOf(next).name || 'The new connection');
    setProblems({});
    setSaid(null);
  };
  const paste = (pasted: Pasted) => {
    if ('problem' in pasted) return setProblems({ bucket: pasted.problem });
    if (JSON.stringify(pasted.form) === JSON.stringify(form)) return;
    change(pasted.form);
    setSaid(pasted.said);
  };
  /** Keys that were typed, for main; it keeps them for a second try. */
  const takeKeys = (what: S3Form): TakenKeys | null => {
    const taken = asksForKeys(what) ? keys.current?.take() : null;
    if (!taken) return null;
    change({ ...what, keys: { sentFor: keysPlace(locationOf(what)) } });
    setRefusedKeys(null);
    const giveBack = () => {
      taken.giveBack();
      const typed = now();
      if (typed) change({ ...typed, keys: 'typed' });
    };
    return { ...taken, giveBack };
  };
  /** Whether all is filled in; what is not stands beside its field. */
  const isComplete = () => {
    const typed = keys.current?.typed() ?? noKeys;
    const found = problemsOf(form, { ...typed, kept: keysKept });
    setRefused(null);
    show(found);
    return Object.keys(found).length === 0;
  };
  const meant = () => ({ location, store: id, form: formId(tabId) });
  const connect = async (readOnly: boolean) => {
    if (!isComplete() || !(await mayLeavePlace(id, location))) return;
    // Its usual name follows from the root that is found.
    const name = form.name.trim() || undefined;
    const error = await connectBucket(tabId, { ...meant(), ...settings, name, readOnly }, takeKeys(form));
    if (error === null) return;
    const field = fieldOf(error, form);
    if (field === 'keys') setRefusedKeys(place);
    if (field) show({ [field]: error.message });
    else setRefused(error.message);
  };
  const xray = useXray({
    tabId,
    request: () => (isComplete() ? meant() : null),
    takeKeys: () => takeKeys(form),
    location,
    hasNewKeys: form.keys === 'typed',
  });
  const part = { form, problems, onChange: change };
  return (
    <ConnectForm
      ref={element}
      store={store}
      tabId={tabId}
      readOnly={form.readOnly}
      edited={edited || store === null}
      refused={refused}
      onConnect={(readOnly) => void connect(readOnly)}
      onSave={() => void save(form)}
      xray={xray}
      note={asksForKeys(form) ? keptWords[secrets] : undefined}
    >
      <div className="connect-body">
        <div className="connect-fields">
          <S3Fields {...part} said={said ?? same ?? neverCreated} onPasted={paste} />
          <div className="connect-gap" />
          <CredentialFields {...part} keys={keys} keysKept={keysKept} />
          <NetworkFields {...part} />
          <div className="connect-gap" />
          <ShownFields form={form} onChange={change} usualName={settings.name} />
        </div>
        <XrayPanel
          xray={xray}
          readOnly={form.readOnly}
          onMend={(what) => {
            change(withMend(form, what));
            focusField(element.current, what);
          }}
          onSignIn={() => void (store?.state === 'open' ? signIn(store.id) : connect(form.readOnly))}
        />
      </div>
    </ConnectForm>
  );
}

const neverCreated = 'Never created for you. Listing all buckets is not needed.';

const keptWords = {
  encrypted: 'Keys are encrypted by the system',
  basic: 'This system does not really encrypt keys',
  file: 'Keys are kept in your file for secrets',
  'session-only': 'Keys are kept until the app is closed',
} as const;
