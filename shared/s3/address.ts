import type { S3Location } from '../model/s3-location.ts';
import { consoleAddress } from './console.ts';
import { hostFacts } from './hosts.ts';
import { decoded, trimmed } from './paths.ts';
import type { ProviderId } from './provider-ids.ts';

/** What an address says of a place. What it leaves out stays as it is. */
export interface AddressFacts {
  /** Null: the address is a server's alone. */
  readonly bucket: string | null;
  readonly prefix: string;
  readonly endpoint?: string | null;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly dualStack?: true;
  /** The kind of server, where its endpoint does not tell. */
  readonly provider?: ProviderId;
}

/** A text that was read as an address: what it is, for words, and what it says; or why it cannot be used. */
export type Address =
  | { readonly kind: 'place'; readonly what: string; readonly facts: AddressFacts }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Reads where a bucket lies out of what people have at hand: `s3://bucket/prefix`, an ARN, the address of a console,
 * of an object, of a server. Null for anything else, such as a bucket's name.
 */
export function readAddress(typed: string): Address | null {
  const text = typed.trim();
  if (/^(s3[an]?|gs):\/\//i.test(text)) return schemeAddress(text);
  if (/^arn:/i.test(text)) return arnAddress(text);
  if (/^https?:\/\//i.test(text)) return webAddress(text);
  return null;
}

/** As `readAddress`, and `bucket/prefix` too: for a field where nothing but a bucket is asked for. */
export function readBucketField(typed: string): Address | null {
  const text = typed.trim();
  const address = readAddress(text);
  if (address || !/^[^/\s]+\//.test(text)) return address;
  return place('bucket and prefix', bucketAndPrefix(text));
}

/** A key may hold anything, so nothing is decoded. */
function schemeAddress(text: string): Address {
  const [, scheme = '', rest = ''] = /^([^:]+):\/\/(.*)$/s.exec(text) ?? [];
  if (/^arn:/i.test(rest)) return arnAddress(rest);
  const { bucket, prefix } = bucketAndPrefix(rest);
  if (/[:@]/.test(bucket)) return passwordProblem;
  if (bucket === '') return problem(`“${text}” names no bucket. It looks like s3://bucket/prefix.`);
  if (scheme.toLowerCase() !== 'gs') return place('s3:// address', { bucket, prefix });
  const google = { endpoint: 'https://storage.googleapis.com', region: 'auto', pathStyle: true };
  return place('gs:// address', { bucket, prefix, ...google });
}

const accessPointArn =
  /^(arn:[^:]+:s3[^:]*:[^:]*:\d{12}:(?:outpost[/:][^/:]+[/:])?accesspoint[/:][^/:]+)(?:[/:](.*))?$/is;

function arnAddress(text: string): Address {
  const [, , service = '', region = '', , ...rest] = text.split(':');
  const where = region === '' ? { endpoint: null } : { endpoint: null, region };
  const point = accessPointArn.exec(text);
  if (point?.[1] !== undefined) {
    const prefix = trimmed((point[2] ?? '').replace(/^object(\/|$)/, '').replace(/\*+$/, ''));
    return place('ARN of an access point', { bucket: point[1], prefix, ...where, pathStyle: false });
  }
  const name = rest.join(':');
  if (service === 's3express') {
    const bucket = /^bucket\/([^/]+)/.exec(name)?.[1];
    if (bucket) return place('ARN of a bucket', { bucket, prefix: '', ...where, pathStyle: false });
  }
  const { bucket, prefix } = bucketAndPrefix(name.replace(/\*+$/, ''));
  if (service !== 's3' || !/^[a-z0-9][a-z0-9._-]+$/i.test(bucket)) {
    return problem('This ARN names no bucket. It looks like arn:aws:s3:::bucket/prefix.');
  }
  return place('ARN of a bucket', { bucket, prefix, ...where, pathStyle: false });
}

function webAddress(text: string): Address {
  if (!URL.canParse(text)) return problem('This address cannot be read. Type the bucket’s name.');
  const url = new URL(text);
  if (url.username || url.password) return passwordProblem;
  const console = consoleAddress(url);
  if (console) return console;
  const host = hostFacts(url);
  const path = decoded(url.pathname).replace(/^\/+/, '');
  if (host) {
    const { endpoint, pathStyle, region, dualStack } = host;
    const { bucket, prefix } =
      host.bucket === null ? bucketAndPrefix(path) : { bucket: host.bucket, prefix: placeOfKey(path) };
    const where = {
      ...(region === null ? {} : { region }),
      ...(dualStack ? { dualStack: true as const } : {}),
    };
    return place(what(bucket), { bucket: bucket || null, prefix, endpoint, pathStyle, ...where });
  }
  const { bucket, prefix } = bucketAndPrefix(path);
  return place(what(bucket), { bucket: bucket || null, prefix, endpoint: url.origin, pathStyle: true });
}

const what = (bucket: string) => (bucket === '' ? 'address of a server' : 'address of a bucket');

function bucketAndPrefix(text: string): { bucket: string; prefix: string } {
  const at = text.indexOf('/');
  return at < 0
    ? { bucket: text, prefix: '' }
    : { bucket: text.slice(0, at), prefix: placeOfKey(text.slice(at + 1)) };
}

/** The prefix that a key lies below: somebody may have copied the address of a session's record. */
export function placeOfKey(key: string): string {
  return trimmed(key.replace(/(^|\/)session\.json$/, ''));
}

function place(what: string, facts: AddressFacts): Address {
  return { kind: 'place', what, facts };
}

function problem(text: string): Address {
  return { kind: 'problem', problem: text };
}

const passwordProblem = problem('Take the user name and password out of the address, and enter keys below.');

/** A place with what an address says of it. */
export function withAddress(location: S3Location, facts: AddressFacts): S3Location {
  const { dualStack, bucket, provider: _, ...rest } = facts;
  const network = dualStack ? { ...location.network, dualStack } : location.network;
  return { ...location, ...rest, bucket: bucket ?? location.bucket, network };
}
