import { type ReactNode, useId } from 'react';
import { trimmed } from '#shared/s3/paths.ts';
import { providerIds } from '#shared/s3/provider-ids.ts';
import { providers } from '#shared/s3/providers.ts';
import { Checkbox } from '../components/Checkbox.tsx';
import { Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { type Pasted, pastedBucket, pastedEndpoint } from './pasted-address.ts';
import { regionsOf } from './regions.ts';
import { accountOf, asksForAccount, withAccount, withPreset, withRegion } from './s3-form.ts';
import { isUnencrypted } from './s3-problems.ts';
import { type FormPartProps, TextLine } from './TextLine.tsx';

const presetOptions = providerIds.map((value) => ({ value, label: providers[value].label }));

interface S3FieldsProps extends FormPartProps {
  /** What was read out of an address, or what is to be known of the bucket. */
  said: ReactNode;
  /** An address stood in a field, and was taken apart or refused. */
  onPasted: (pasted: Pasted) => void;
}

/** Whether a text came all at once, by pasting or dropping, and not key by key. */
const cameAtOnce = (before: string, after: string) => Math.abs(after.length - before.length) > 1;

/** Where the bucket is. */
export function S3Fields({ said, onPasted, ...part }: S3FieldsProps) {
  const { form, problems, onChange } = part;
  const regions = useId();
  const { pattern, example, region: usualRegion } = providers[form.preset];
  const prefix = trimmed(form.prefix);
  const change = (field: 'bucket' | 'endpoint', text: string) => {
    const read = field === 'bucket' ? pastedBucket : pastedEndpoint;
    const pasted = cameAtOnce(form[field], text) ? read(form, text) : null;
    if (!pasted || 'problem' in pasted) onChange({ ...form, [field]: text });
    if (pasted) onPasted(pasted);
  };
  return (
    <>
      <Field label="Server">
        {() => (
          <Segmented
            wide
            columns={3}
            label="Server"
            value={form.preset}
            options={presetOptions}
            onChange={(value) => onChange(withPreset(form, value))}
          />
        )}
      </Field>
      {asksForAccount(form) && (
        <Field
          label="Account ID"
          hint="32 letters and digits of the dashboard’s address. With .eu behind it for buckets of the EU’s jurisdiction."
        >
          {(control) => (
            <TextField
              {...control}
              mono
              value={accountOf(form)}
              onChange={(account) => onChange(withAccount(form, account.trim()))}
              maxLength={100}
            />
          )}
        </Field>
      )}
      {form.preset !== 'amazon' && (
        <Field
          label="Endpoint"
          name="endpoint"
          error={problems.endpoint}
          hint={
            isUnencrypted(form.endpoint)
              ? 'http:// sends everything unencrypted over the network.'
              : undefined
          }
        >
          {(control) => (
            <TextField
              {...control}
              mono
              placeholder={pattern ?? example ?? ''}
              value={form.endpoint}
              onChange={(text) => change('endpoint', text)}
              maxLength={2048}
            />
          )}
        </Field>
      )}
      <Field label="Bucket" name="bucket" error={problems.bucket} hint={said}>
        {(control) => (
          <TextField
            {...control}
            mono
            placeholder="name, or any address that it has"
            value={form.bucket}
            onChange={(text) => change('bucket', text)}
            onBlur={() => {
              const pasted = pastedBucket(form, form.bucket);
              if (pasted) onPasted(pasted);
            }}
            maxLength={4096}
          />
        )}
      </Field>
      <TextLine
        {...part}
        label="Prefix"
        field="prefix"
        maxLength={1024}
        hint={
          <>
            Sessions are read from <span className="mono">{prefix === '' ? '' : `${prefix}/`}sessions/</span>
          </>
        }
      />
      <Field label="Region" name="region" error={problems.region}>
        {(control) => (
          <>
            <TextField
              {...control}
              mono
              list={regions}
              placeholder={usualRegion}
              value={form.region}
              onChange={(region) => onChange(withRegion(form, region))}
              maxLength={64}
            />
            <datalist id={regions}>
              {regionsOf(form.preset).map((region) => (
                <option key={region} value={region} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      {form.preset !== 'amazon' && (
        <div className="form-indent" data-field="pathStyle">
          <Checkbox checked={form.pathStyle} onChange={(pathStyle) => onChange({ ...form, pathStyle })}>
            Path style: the bucket’s name stands in the path
          </Checkbox>
        </div>
      )}
    </>
  );
}
