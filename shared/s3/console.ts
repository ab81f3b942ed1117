import type { Address, AddressFacts } from './address.ts';
import { accessPointArn } from './hosts.ts';
import { decoded, trimmed } from './paths.ts';

/** What the address of a provider's console says; null for any other address. */
export function consoleAddress(url: URL): Address | null {
  const host = url.hostname.toLowerCase();
  if (/(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/.test(host)) return amazon(url);
  if (host === 'dash.cloudflare.com') return cloudflare(url);
  if (host === 'console.cloud.google.com') return google(url);
  if (host === 'storage.cloud.google.com') return googleObject(url);
  if (host === 'console.wasabisys.com') return wasabi(url);
  if (host === 'console.tigris.dev' || host === 'console.storage.dev') return tigris(url);
  if (/^f\d{3}\.backblazeb2\.com$|^secure\.backblaze\.com$/.test(host)) return backblaze();
  if (/^\/browser\/[^/]+/.test(url.pathname)) return minio(url);
  return null;
}

const parts = (path: string) =>
  path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);

/** The folder of a key: what follows the last slash is an object. */
const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);

function amazon(url: URL): Address {
  const query = url.searchParams;
  // Of the oldest kind: `/s3/home#&bucket=…&prefix=…`.
  const fragment = new URLSearchParams(url.hash.replace(/^#&?/, ''));
  const [, kind = '', name = '', ...rest] = parts(url.pathname);
  const subdomain = /(?:^|\.)([a-z]{2}(?:-[a-z]+)+-\d)\.console\./.exec(url.hostname)?.[1];
  const region = query.get('region') ?? subdomain ?? null;
  const where = { endpoint: null, pathStyle: false, ...(region === null ? {} : { region }) };
  if (kind === 'ap' && rest[0] && region !== null) {
    const bucket = accessPointArn({ region, account: name, name: rest[0] });
    return found('AWS console', { bucket, prefix: trimmed(query.get('prefix') ?? ''), ...where });
  }
  const said = query.get('prefix') ?? fragment.get('prefix') ?? rest.join('/');
  const prefix = trimmed(kind === 'object' ? folderOf(said) : said);
  const bucket = kind === 'home' ? (fragment.get('bucket') ?? '') : name;
  if (bucket === '') return missing('AWS console');
  return found('AWS console', { bucket, prefix, ...where });
}

/** `/ACCOUNT/r2/default/buckets/NAME`; `eu` in the place of `default` is a jurisdiction with an endpoint of its own. */
function cloudflare(url: URL): Address {
  const [account = '', , ...rest] = parts(url.pathname);
  const at = rest.indexOf('buckets');
  const bucket = at < 0 ? undefined : rest[at + 1];
  if (!bucket) return missing('Cloudflare dashboard');
  const jurisdiction = /^(eu|fedramp)$/.test(rest[at - 1] ?? '') ? `.${rest[at - 1]}` : '';
  return found('Cloudflare dashboard', {
    bucket,
    prefix: trimmed(url.searchParams.get('prefix') ?? ''),
    endpoint: `https://${account}${jurisdiction}.r2.cloudflarestorage.com`,
    region: 'auto',
    pathStyle: true,
  });
}

const googleServer = { endpoint: 'https://storage.googleapis.com', region: 'auto', pathStyle: true };

/** `/storage/browser/BUCKET/prefix;tab=objects`; `_details` stands before a single object. */
function google(url: URL): Address {
  const [, , ...rest] = parts(url.pathname.replace(/;.*$/, ''));
  const details = rest[0] === '_details';
  const [bucket, ...path] = details ? rest.slice(1) : rest;
  if (!bucket) return missing('Google console');
  const prefix = details ? folderOf(path.join('/')) : path.join('/');
  return found('Google console', { bucket, prefix: trimmed(prefix), ...googleServer });
}

function googleObject(url: URL): Address {
  const [bucket, ...path] = parts(url.pathname);
  if (!bucket) return missing('Google console');
  return found('Google console', { bucket, prefix: trimmed(folderOf(path.join('/'))), ...googleServer });
}

/** `/file_manager/BUCKET/prefix?region=…`, behind a `#` in older ones. */
function wasabi(url: URL): Address {
  const inner = new URL(url.hash.replace(/^#/, '') || url.pathname + url.search, url);
  const [room, bucket, ...path] = parts(inner.pathname);
  if (room !== 'file_manager' || !bucket) return missing('Wasabi console');
  const region = inner.searchParams.get('region') ?? 'us-east-1';
  const endpoint = `https://s3.${region}.wasabisys.com`;
  return found('Wasabi console', { bucket, prefix: path.join('/'), endpoint, region, pathStyle: true });
}

function tigris(url: URL): Address {
  const path = parts(url.pathname);
  const bucket = path[path.indexOf('buckets') + 1];
  if (!path.includes('buckets') || !bucket) return missing('Tigris console');
  const server = { endpoint: 'https://t3.storage.dev', region: 'auto', pathStyle: false };
  return found('Tigris console', { bucket, prefix: '', ...server });
}

function backblaze(): Address {
  return {
    kind: 'problem',
    problem:
      'This address of Backblaze does not say where the bucket’s S3 endpoint is. It stands on the page Buckets, e.g. s3.us-west-004.backblazeb2.com.',
  };
}

/** `/browser/BUCKET/prefix` of MinIO's console, which listens at another port than the server: by default the one after it. */
function minio(url: URL): Address {
  const [, bucket = '', ...path] = parts(url.pathname);
  const server = new URL(url.origin);
  if (server.port === '9001') server.port = '9000';
  const prefix = trimmed(fromBase64(path.join('/')));
  return found('MinIO console', {
    bucket,
    prefix,
    endpoint: server.origin,
    pathStyle: true,
    provider: 'minio',
  });
}

/** Former versions of the console wrote prefixes in base64. */
function fromBase64(text: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return text;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new TextDecoder().decode(bytes);
  return /^[^\p{Cc}\uFFFD]+\/$/u.test(plain) ? plain : text;
}

function found(what: string, facts: AddressFacts): Address {
  return { kind: 'place', what: `address of the ${what}`, facts };
}

function missing(what: string): Address {
  return {
    kind: 'problem',
    problem: `This address of the ${what} names no bucket. Open the bucket there first.`,
  };
}
