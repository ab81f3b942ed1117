import { Checkbox } from '../components/Checkbox.tsx';
import { Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { type Preset, presets, type S3Form, withBucket, withPreset } from './s3-form.ts';
import { isUnencrypted, type S3Problems } from './s3-problems.ts';

interface S3FieldsProps {
  form: S3Form;
  problems: S3Problems;
  onChange: (form: S3Form) => void;
}

const presetNames: readonly Preset[] = ['amazon', 'minio', 'ceph', 'r2', 'other'];
const presetOptions = presetNames.map((value) => ({ value, label: presets[value].label }));

/** Where the bucket is. */
export function S3Fields({ form, problems, onChange }: S3FieldsProps) {
  const preset = presets[form.preset];
  const prefix = form.prefix.replace(/^\/+|\/+$/g, '');
  const change = (patch: Partial<S3Form>) => onChange({ ...form, ...patch });
  return (
    <>
      <Field label="Server">
        {() => (
          <Segmented
            wide
            label="Server"
            value={form.preset}
            options={presetOptions}
            onChange={(value) => onChange(withPreset(form, value))}
          />
        )}
      </Field>
      {preset.endpoint !== null && (
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
              placeholder={preset.endpoint ?? ''}
              value={form.endpoint}
              onChange={(endpoint) => change({ endpoint })}
              maxLength={2048}
            />
          )}
        </Field>
      )}
      <Field
        label="Bucket"
        name="bucket"
        error={problems.bucket}
        hint="Never created for you. Listing all buckets is not needed."
      >
        {(control) => (
          <TextField
            {...control}
            mono
            placeholder="name, or s3://bucket/prefix"
            value={form.bucket}
            onChange={(text) => onChange(withBucket(form, text))}
            maxLength={2048}
          />
        )}
      </Field>
      <Field
        label="Prefix"
        name="prefix"
        hint={
          <>
            Sessions are read from <span className="mono">{prefix === '' ? '' : `${prefix}/`}sessions/</span>
          </>
        }
      >
        {(control) => (
          <TextField
            {...control}
            mono
            value={form.prefix}
            onChange={(text) => change({ prefix: text })}
            maxLength={1024}
          />
        )}
      </Field>
      <Field label="Region" name="region" error={problems.region}>
        {(control) => (
          <TextField
            {...control}
            mono
            placeholder={preset.region}
            value={form.region}
            onChange={(region) => change({ region })}
            maxLength={64}
          />
        )}
      </Field>
      {preset.endpoint !== null && (
        <div className="form-indent" data-field="pathStyle">
          <Checkbox checked={form.pathStyle} onChange={(pathStyle) => change({ pathStyle })}>
            Path style: the bucket’s name stands in the path
          </Checkbox>
        </div>
      )}
    </>
  );
}
