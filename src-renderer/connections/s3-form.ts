import { type S3Location, s3Location } from '#shared/model/s3-location.ts';

/** What the form for a bucket holds, as it is typed. Keys are not among it: they stay in their inputs. */
export interface S3Form {
  preset: Preset;
  name: string;
  bucket: string;
  prefix: string;
  endpoint: string;
  region: string;
  pathStyle: boolean;
  credentials: FormKind;
  profile: string;
  readOnly: boolean;
}

/** Ways to sign in that the form has fields for. */
export type FormKind = 'default' | 'profile' | 'environment' | 'keys' | 'anonymous';

export type Preset = 'amazon' | 'minio' | 'ceph' | 'r2' | 'other';

interface PresetFacts {
  label: string;
  /** What an address looks like there; null where it follows from the region. */
  endpoint: string | null;
  region: string;
  pathStyle: boolean;
}

/** What is usual for each kind of server. */
export const presets: Record<Preset, PresetFacts> = {
  amazon: { label: 'Amazon S3', endpoint: null, region: 'us-east-1', pathStyle: false },
  minio: { label: 'MinIO', endpoint: 'http://localhost:9000', region: 'us-east-1', pathStyle: true },
  ceph: { label: 'Ceph', endpoint: 'https://rgw.example.com', region: 'default', pathStyle: true },
  r2: {
    label: 'R2',
    endpoint: 'https://ACCOUNT.r2.cloudflarestorage.com',
    region: 'auto',
    pathStyle: true,
  },
  other: { label: 'Other', endpoint: 'https://s3.example.com', region: 'us-east-1', pathStyle: true },
};

export const emptyForm: S3Form = {
  preset: 'amazon',
  name: '',
  bucket: '',
  prefix: '',
  endpoint: '',
  region: presets.amazon.region,
  pathStyle: false,
  credentials: 'default',
  profile: '',
  readOnly: false,
};

function presetOf(endpoint: string | null): Preset {
  if (endpoint === null) return 'amazon';
  return /\.r2\.cloudflarestorage\.com\/?$/i.test(endpoint) ? 'r2' : 'other';
}

function isFormKind(kind: string): kind is FormKind {
  return ['default', 'profile', 'environment', 'keys', 'anonymous'].includes(kind);
}

/** The form for a known place. */
export function formOf(location: S3Location, name = '', readOnly = false): S3Form {
  const { bucket, prefix, endpoint, region, pathStyle, credentials } = location;
  return {
    preset: presetOf(endpoint),
    name,
    bucket,
    prefix,
    endpoint: endpoint ?? '',
    region,
    pathStyle,
    credentials: isFormKind(credentials.kind) ? credentials.kind : 'default',
    profile: credentials.kind === 'profile' ? credentials.profile : '',
    readOnly,
  };
}

/** Another kind of server: its usual region and path style take the place of the last one's, unless changed by hand. */
export function withPreset(form: S3Form, preset: Preset): S3Form {
  const before = presets[form.preset];
  const after = presets[preset];
  return {
    ...form,
    preset,
    region: form.region === before.region ? after.region : form.region,
    pathStyle: form.pathStyle === before.pathStyle ? after.pathStyle : form.pathStyle,
  };
}

/** Takes a bucket as it is typed or pasted: `s3://bucket/prefix` fills both fields. */
export function withBucket(form: S3Form, text: string): S3Form {
  const address = /^\s*s3:\/\/([^/]*)\/?(.*)$/is.exec(text);
  if (!address) return { ...form, bucket: text };
  return { ...form, bucket: address[1] ?? '', prefix: (address[2] ?? '').trim().replace(/\/+$/, '') };
}

/** Where the form points. Slashes around the prefix are dropped. */
export function locationOf(form: S3Form): S3Location {
  const endpoint = form.preset === 'amazon' ? '' : form.endpoint.trim();
  return s3Location({
    bucket: form.bucket.trim(),
    prefix: form.prefix.replace(/^\/+|\/+$/g, ''),
    endpoint: endpoint === '' ? null : endpoint,
    region: form.region.trim(),
    pathStyle: form.pathStyle,
    credentials:
      form.credentials === 'profile'
        ? { kind: 'profile', profile: form.profile.trim() }
        : { kind: form.credentials },
  });
}

/** For which bucket of which server keys were sent: they serve no other. */
export function keysPlace({ endpoint, bucket }: S3Location): string {
  return JSON.stringify([endpoint, bucket]);
}
