import { type FormEvent, useRef, useState } from 'react';
import { client } from '../client/client.ts';
import { Button } from '../components/Button.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Field } from '../components/Field.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { TextField } from '../components/TextField.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { dropTabs } from '../shell/tabs.ts';
import { openBy, useOpening } from '../stores/open.ts';
import type { SetMend } from '../xray/XrayMend.tsx';
import { XrayPanel } from '../xray/XrayPanel.tsx';
import { CredentialFields } from './CredentialFields.tsx';
import { focusField, withMend } from './form-mends.ts';
import { useInitialForm } from './initial-form.ts';
import type { KeyInputsHandle } from './KeyInputs.tsx';
import { S3Fields } from './S3Fields.tsx';
import { keysPlace, locationOf, type S3Form } from './s3-form.ts';
import { fieldOf, problemsOf, type S3Problems } from './s3-problems.ts';
import './connect.css';

interface ConnectFormProps {
  initial: S3Form;
  /** The bucket whose keys main has; null where it has none. */
  keysKeptFor: string | null;
  title: string;
  tabId: string;
}

function ConnectForm({ initial, keysKeptFor, title, tabId }: ConnectFormProps) {
  const [form, setForm] = useState(initial);
  const [problems, setProblems] = useState<S3Problems>({});
  const [refused, setRefused] = useState<string | null>(null);
  const [keptFor, setKeptFor] = useState(keysKeptFor);
  const keys = useRef<KeyInputsHandle>(null);
  const element = useRef<HTMLFormElement>(null);
  const opening = useOpening((state) => state.opening);
  const location = locationOf(form);
  const keysKept = keptFor === keysPlace(location);

  const change = (next: S3Form) => {
    setForm(next);
    setProblems({});
  };
  const show = (found: S3Problems) => {
    setProblems(found);
    requestAnimationFrame(() =>
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  /** What to send, keys and all; null where something is not filled in, which then stands beside it. */
  const request = () => {
    const typed = keys.current?.typed() ?? { accessKeyId: false, secretAccessKey: false };
    const found = problemsOf(form, { ...typed, kept: keysKept });
    setRefused(null);
    show(found);
    if (Object.keys(found).length > 0) return null;
    const taken = form.credentials === 'keys' ? keys.current?.take() : null;
    if (taken) setKeptFor(keysPlace(location));
    const name = form.name.trim();
    return {
      location,
      readOnly: form.readOnly,
      ...(taken ? { keys: taken } : {}),
      ...(name ? { name } : {}),
    };
  };
  const mend = (what: SetMend) => {
    change(withMend(form, what));
    focusField(element.current, what);
  };
  const connect = async (event: FormEvent) => {
    event.preventDefault();
    const first = request();
    if (!first) return;
    const { keys: _, ...again } = first;
    const place = `s3://${location.bucket}`;
    const outcome = await openBy(place, (root, signal) =>
      client.stores.openS3(root === undefined ? first : { ...again, root }, { signal }),
    );
    if (outcome.kind === 'opened') dropTabs([tabId]);
    if (outcome.kind !== 'failed') return;
    const field = fieldOf(outcome.error, form);
    if (field === 'keys') setKeptFor(null);
    if (field) show({ [field]: outcome.error.message });
    else setRefused(outcome.error.message);
  };
  return (
    <>
      <DocumentHead crumbs={[{ label: title }]} />
      <form ref={element} className="connect" noValidate onSubmit={(event) => void connect(event)}>
        <div className="connect-columns">
          <div className="connect-body">
            <div className="connect-fields">
              <S3Fields form={form} problems={problems} onChange={change} />
              <div className="connect-gap" />
              <CredentialFields
                form={form}
                problems={problems}
                onChange={change}
                keys={keys}
                keysKept={keysKept}
              />
              <div className="connect-gap" />
              <Field label="Name" hint="For the list at the left. Left empty, it is the bucket’s.">
                {(control) => (
                  <TextField
                    {...control}
                    value={form.name}
                    onChange={(name) => setForm({ ...form, name })}
                    maxLength={200}
                  />
                )}
              </Field>
              <div className="form-indent">
                <Checkbox checked={form.readOnly} onChange={(readOnly) => setForm({ ...form, readOnly })}>
                  Open read-only: nothing can be written or deleted
                </Checkbox>
              </div>
            </div>
            <XrayPanel request={request} readOnly={form.readOnly} onMend={mend} />
          </div>
        </div>
        {refused && <Notice kind="error">{refused}</Notice>}
        <div className="connect-actions">
          <Button variant="primary" large submit disabled={opening !== null}>
            {form.readOnly ? 'Connect read-only' : 'Connect'}
          </Button>
          {opening && (
            <span className="connect-opening" role="status">
              <StatusGlyph status="running" />
              <span className="ellipsis">Opening {opening.place}</span>
              <Button onClick={opening.stop}>Stop</Button>
            </span>
          )}
          <span className="spacer" />
          <span className="small text-3">Opening a store writes nothing to it</span>
        </div>
      </form>
    </>
  );
}

/** The form that connects an S3 store, or changes how a known one is reached. */
export default function ConnectView({ tab, tabId }: { tab: TabOf<'connect'>; tabId: string }) {
  const initial = useInitialForm(tab.store ?? null);
  if (!initial) return <SkeletonRows label="Loading the form" rows={6} />;
  return <ConnectForm {...initial} tabId={tabId} />;
}
