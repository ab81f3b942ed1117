import type { S3Location } from '../model/s3-location.ts';
import type { ProviderId } from './provider-ids.ts';

/** What stands in an endpoint's pattern for what differs between its users. */
export type EndpointPart = 'account' | 'region';

export interface Provider {
  readonly label: string;
  /** The address of the server; `{account}` and `{region}` are to be filled in. Null where it follows from the region. */
  readonly pattern: string | null;
  /** An address as an example, where the user's own one cannot be known. */
  readonly example: string | null;
  readonly region: string;
  readonly pathStyle: boolean;
  readonly checksums: S3Location['checksums'];
  /** Which keys are meant there, and where they are made. */
  readonly keys: string;
}

/** What is usual for each kind of server. */
export const providers: Record<ProviderId, Provider> = {
  amazon: {
    label: 'Amazon S3',
    pattern: null,
    example: null,
    region: 'us-east-1',
    pathStyle: false,
    checksums: 'usual',
    keys: 'An access key of an IAM user; with a session token for keys that expire.',
  },
  minio: {
    label: 'MinIO',
    pattern: null,
    example: 'http://localhost:9000',
    region: 'us-east-1',
    pathStyle: true,
    checksums: 'usual',
    keys: 'An access key of MinIO’s console, or a user and a password.',
  },
  ceph: {
    label: 'Ceph',
    pattern: null,
    example: 'https://rgw.example.com',
    region: 'default',
    pathStyle: true,
    checksums: 'usual',
    keys: 'The access key and secret key of a user of the RADOS Gateway.',
  },
  r2: {
    label: 'Cloudflare R2',
    pattern: 'https://{account}.r2.cloudflarestorage.com',
    example: null,
    region: 'auto',
    pathStyle: true,
    checksums: 'usual',
    keys: 'An R2 API token shows an access key ID and a secret access key once, when it is made.',
  },
  tigris: {
    label: 'Tigris, Railway',
    pattern: 'https://t3.storage.dev',
    example: null,
    region: 'auto',
    pathStyle: false,
    checksums: 'usual',
    keys: 'Tigris: tid_… and tsec_…. Railway: the values on the bucket’s Credentials tab, its endpoint too.',
  },
  backblaze: {
    label: 'Backblaze B2',
    pattern: 'https://s3.{region}.backblazeb2.com',
    example: null,
    region: 'us-west-004',
    pathStyle: true,
    checksums: 'usual',
    keys: 'The keyID and applicationKey of an application key. The master key does not work here.',
  },
  wasabi: {
    label: 'Wasabi',
    pattern: 'https://s3.{region}.wasabisys.com',
    example: null,
    region: 'us-east-1',
    pathStyle: true,
    checksums: 'usual',
    keys: 'An access key of the Wasabi console.',
  },
  google: {
    label: 'Google',
    pattern: 'https://storage.googleapis.com',
    example: null,
    region: 'auto',
    pathStyle: true,
    checksums: 'usual',
    keys: 'An HMAC key of Cloud Storage, under Settings and Interoperability.',
  },
  other: {
    label: 'Other',
    pattern: null,
    example: 'https://s3.example.com',
    region: 'us-east-1',
    pathStyle: true,
    checksums: 'usual',
    keys: 'From the server’s console, or from whoever runs it.',
  },
};

/** The parts that a pattern leaves open. */
export function partsOf({ pattern }: Provider): EndpointPart[] {
  return (['account', 'region'] as const).filter((part) => pattern?.includes(`{${part}}`));
}

/** The address that a pattern makes of its parts; `''` while one is missing. */
export function endpointFrom(pattern: string, parts: Partial<Record<EndpointPart, string>>): string {
  let missing = false;
  const endpoint = pattern.replaceAll(/\{(account|region)\}/g, (_, part: EndpointPart) => {
    const value = parts[part]?.trim() ?? '';
    missing ||= value === '';
    return value;
  });
  return missing ? '' : endpoint;
}

/** What a part is in an address that was made of a pattern; null where the address is another one. */
export function partOf(pattern: string, endpoint: string, wanted: EndpointPart): string | null {
  const found = pattern.split(/\{(?:account|region)\}/).map(literally);
  const at = [...pattern.matchAll(/\{(account|region)\}/g)].findIndex(([, part]) => part === wanted);
  const match = new RegExp(`^${found.join('([^/:]+)')}/?$`, 'i').exec(endpoint.trim());
  return match?.[at + 1] ?? null;
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
