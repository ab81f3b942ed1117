import type { S3Location } from '../model/s3-location.ts';
import type { ProviderId } from './provider-ids.ts';
import { providers } from './providers.ts';
import { partitionOf } from './server.ts';

/** What the host of an address says: the server, its region, and the bucket where it stands in the name. */
export interface HostFacts {
  readonly provider: ProviderId;
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  /** Null where the host does not say. */
  readonly region: string | null;
  readonly bucket: string | null;
  readonly pathStyle: boolean;
  readonly dualStack: boolean;
}

interface KnownHost {
  readonly provider: ProviderId;
  /** The server's own name; before it, with a dot, stands the bucket of virtual hosted addresses. */
  readonly server: RegExp;
  /** Of servers whose name does not say it. */
  readonly region?: string;
}

/** Names of servers that end in a known way; the first group is the region. */
const known: readonly KnownHost[] = [
  { provider: 'r2', server: /[0-9a-z]+(?:\.(?:eu|fedramp))?\.r2\.cloudflarestorage\.com$/, region: 'auto' },
  { provider: 'tigris', server: /(?:t3\.storage\.dev|fly\.storage\.tigris\.dev)$/, region: 'auto' },
  { provider: 'tigris', server: /(?:storage\.railway\.app|t3\.storageapi\.dev)$/, region: 'auto' },
  { provider: 'backblaze', server: /s3\.([a-z0-9-]+)\.backblazeb2\.com$/ },
  { provider: 'wasabi', server: /s3\.([a-z0-9-]+)\.wasabisys\.com$/ },
  { provider: 'wasabi', server: /s3\.wasabisys\.com$/, region: 'us-east-1' },
  { provider: 'google', server: /storage\.googleapis\.com$/, region: 'auto' },
  { provider: 'other', server: /([a-z0-9]+)\.digitaloceanspaces\.com$/ },
  { provider: 'other', server: /s3\.([a-z0-9-]+)\.scw\.cloud$/ },
  { provider: 'other', server: /([a-z0-9-]+)\.linodeobjects\.com$/ },
  { provider: 'other', server: /([a-z0-9]+)\.your-objectstorage\.com$/ },
  { provider: 'other', server: /s3\.([a-z0-9-]+)\.(?:io|perf)\.cloud\.ovh\.(?:net|us)$/ },
  { provider: 'other', server: /([a-z0-9]+)\.vultrobjects\.com$/ },
  { provider: 'other', server: /s3\.([a-z0-9-]+)\.idrivee2(?:-\d+)?\.com$/ },
  { provider: 'other', server: /s3\.([a-z0-9-]+)\.io\.cloud\.exoscale\.com$/ },
];

/** `s3.eu-west-1`, `s3-eu-west-1`, `s3.dualstack.eu-west-1`, `s3-website.eu-west-1`, `s3-accelerate`, and `s3` alone. */
const amazon =
  /^(?:(.+)\.)?s3(?:-website|-accelerate)?((?:\.dualstack)?)(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d|external-1))?\.amazonaws\.com(?:\.cn)?$/;
const accessPoint = /^(.+)-(\d{12})\.s3-accesspoint(\.dualstack)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** What is known of the server of an address; null for one that is not known by its name. */
export function hostFacts(url: URL): HostFacts | null {
  const host = url.hostname.toLowerCase();
  return amazonFacts(host) ?? knownFacts(url, host);
}

function amazonFacts(host: string): HostFacts | null {
  const point = accessPoint.exec(host);
  if (point) {
    const [, name = '', account = '', dual, region = ''] = point;
    const bucket = accessPointArn({ region, account, name });
    return { ...own, region, bucket, dualStack: dual !== undefined };
  }
  const match = amazon.exec(host);
  if (!match) return null;
  const [, bucket = null, dual, region = null] = match;
  return {
    ...own,
    bucket,
    region: region === 'external-1' ? 'us-east-1' : region,
    dualStack: dual !== '' || /accelerate\.dualstack/.test(host),
  };
}

const own = { provider: 'amazon', endpoint: null, pathStyle: false } as const;

function knownFacts(url: URL, host: string): HostFacts | null {
  for (const { provider, server, region } of known) {
    const match = server.exec(host);
    if (!match) continue;
    const before = host.slice(0, match.index);
    if (before !== '' && !before.endsWith('.')) continue;
    const bucket = before === '' ? null : before.slice(0, -1);
    return {
      provider,
      endpoint: `${url.protocol}//${match[0]}${url.port === '' ? '' : `:${url.port}`}`,
      region: match[1] ?? region ?? null,
      bucket,
      pathStyle: bucket === null && providers[provider].pathStyle,
      dualStack: false,
    };
  }
  return null;
}

/** The name by which an access point is used in the place of a bucket. */
export function accessPointArn(said: { region: string; account: string; name: string }): string {
  const { region, account, name } = said;
  return `arn:${partitionOf(region)}:s3:${region}:${account}:accesspoint/${name}`;
}

/** Which kind of server an address is one of. */
export function providerOf({ endpoint }: Pick<S3Location, 'endpoint'>): ProviderId {
  if (endpoint === null) return 'amazon';
  return (URL.canParse(endpoint) && hostFacts(new URL(endpoint))?.provider) || 'other';
}
