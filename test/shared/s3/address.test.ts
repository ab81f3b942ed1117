import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { s3Location } from '#shared/model/s3-location.ts';
import { type AddressFacts, readAddress, readBucketField, withAddress } from '#shared/s3/address.ts';

const ownAws = { endpoint: null, pathStyle: false };
const google = { endpoint: 'https://storage.googleapis.com', region: 'auto', pathStyle: true };
const point = 'arn:aws:s3:eu-west-1:123456789012:accesspoint/agents';

/** By what it is: an address as somebody has it, and what it says. */
const addresses: Record<string, [string, AddressFacts][]> = {
  's3:// and its relatives': [
    ['s3://acme', { bucket: 'acme', prefix: '' }],
    ['s3://acme/team/memory/', { bucket: 'acme', prefix: 'team/memory' }],
    [' S3://acme/a b/ü%20 ', { bucket: 'acme', prefix: 'a b/ü%20' }],
    ['s3a://acme/x', { bucket: 'acme', prefix: 'x' }],
    ['s3://acme/memory/sessions/one/session.json', { bucket: 'acme', prefix: 'memory/sessions/one' }],
    [`s3://${point}/memory`, { bucket: point, prefix: 'memory', ...ownAws, region: 'eu-west-1' }],
    ['gs://acme/memory', { bucket: 'acme', prefix: 'memory', ...google }],
  ],
  ARNs: [
    ['arn:aws:s3:::acme', { bucket: 'acme', prefix: '', ...ownAws }],
    ['arn:aws:s3:::acme/memory/*', { bucket: 'acme', prefix: 'memory', ...ownAws }],
    ['arn:aws:s3:::acme/*', { bucket: 'acme', prefix: '', ...ownAws }],
    ['arn:aws-cn:s3:::acme/a/sessions/x/session.json', { bucket: 'acme', prefix: 'a/sessions/x', ...ownAws }],
    [point, { bucket: point, prefix: '', ...ownAws, region: 'eu-west-1' }],
    [`${point}/object/memory/*`, { bucket: point, prefix: 'memory', ...ownAws, region: 'eu-west-1' }],
    [
      'arn:aws:s3express:us-west-2:123456789012:bucket/acme--usw2-az1--x-s3',
      { bucket: 'acme--usw2-az1--x-s3', prefix: '', ...ownAws, region: 'us-west-2' },
    ],
  ],
  'consoles of Amazon': [
    [
      'https://eu-central-1.console.aws.amazon.com/s3/buckets/acme?region=eu-central-1&bucketType=general&prefix=team/memory/&showversions=false',
      { bucket: 'acme', prefix: 'team/memory', ...ownAws, region: 'eu-central-1' },
    ],
    [
      'https://s3.console.aws.amazon.com/s3/buckets/acme?region=us-west-2&tab=objects',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'us-west-2' },
    ],
    [
      'https://s3.console.aws.amazon.com/s3/object/acme?region=us-west-2&prefix=a%20b/sessions/x/session.json',
      { bucket: 'acme', prefix: 'a b/sessions/x', ...ownAws, region: 'us-west-2' },
    ],
    [
      'https://123456789012-abcdefgh.eu-west-1.console.aws.amazon.com/s3/buckets/acme',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'eu-west-1' },
    ],
    [
      'https://console.aws.amazon.com/s3/buckets/acme/team/memory/?region=eu-west-1&tab=overview',
      { bucket: 'acme', prefix: 'team/memory', ...ownAws, region: 'eu-west-1' },
    ],
    [
      'https://console.aws.amazon.com/s3/home?region=us-east-1#&bucket=acme&prefix=memory/',
      { bucket: 'acme', prefix: 'memory', ...ownAws, region: 'us-east-1' },
    ],
    [
      'https://eu-west-1.console.aws.amazon.com/s3/ap/123456789012/agents?region=eu-west-1',
      { bucket: point, prefix: '', ...ownAws, region: 'eu-west-1' },
    ],
    [
      'https://console.amazonaws.cn/s3/buckets/acme?region=cn-north-1',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'cn-north-1' },
    ],
  ],
  'other consoles': [
    [
      'https://dash.cloudflare.com/0a1b2c/r2/default/buckets/acme?prefix=memory%2F',
      {
        bucket: 'acme',
        prefix: 'memory',
        endpoint: 'https://0a1b2c.r2.cloudflarestorage.com',
        region: 'auto',
        pathStyle: true,
      },
    ],
    [
      'https://dash.cloudflare.com/0a1b2c/r2/eu/buckets/acme/settings',
      {
        bucket: 'acme',
        prefix: '',
        endpoint: 'https://0a1b2c.eu.r2.cloudflarestorage.com',
        region: 'auto',
        pathStyle: true,
      },
    ],
    [
      'https://console.cloud.google.com/storage/browser/acme/team/memory;tab=objects?project=x',
      { bucket: 'acme', prefix: 'team/memory', ...google },
    ],
    [
      'https://console.cloud.google.com/storage/browser/_details/acme/memory/notes.md',
      { bucket: 'acme', prefix: 'memory', ...google },
    ],
    [
      'https://console.wasabisys.com/file_manager/acme/memory?region=eu-central-1',
      {
        bucket: 'acme',
        prefix: 'memory',
        endpoint: 'https://s3.eu-central-1.wasabisys.com',
        region: 'eu-central-1',
        pathStyle: true,
      },
    ],
    [
      'http://minio.acme.example:9001/browser/agents/team%2Fmemory%2F',
      {
        bucket: 'agents',
        prefix: 'team/memory',
        endpoint: 'http://minio.acme.example:9000',
        pathStyle: true,
        provider: 'minio',
      },
    ],
    [
      'https://console.acme.example/browser/agents/bWVtb3J5Lw==',
      {
        bucket: 'agents',
        prefix: 'memory',
        endpoint: 'https://console.acme.example',
        pathStyle: true,
        provider: 'minio',
      },
    ],
  ],
  'addresses of servers, buckets and objects': [
    [
      'https://acme.s3.eu-central-1.amazonaws.com/',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'eu-central-1' },
    ],
    [
      'https://a.b.c.s3.dualstack.eu-west-1.amazonaws.com/memory/?X-Amz-Signature=1',
      { bucket: 'a.b.c', prefix: 'memory', ...ownAws, region: 'eu-west-1', dualStack: true },
    ],
    [
      'https://acme.s3-us-west-2.amazonaws.com/x',
      { bucket: 'acme', prefix: 'x', ...ownAws, region: 'us-west-2' },
    ],
    ['https://acme.s3.amazonaws.com/a%20b/', { bucket: 'acme', prefix: 'a b', ...ownAws }],
    [
      'https://s3.eu-west-1.amazonaws.com/acme/memory',
      { bucket: 'acme', prefix: 'memory', ...ownAws, region: 'eu-west-1' },
    ],
    ['https://s3.amazonaws.com/acme', { bucket: 'acme', prefix: '', ...ownAws }],
    [
      'http://acme.s3-website-us-east-1.amazonaws.com',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'us-east-1' },
    ],
    [
      'https://acme.s3.cn-north-1.amazonaws.com.cn',
      { bucket: 'acme', prefix: '', ...ownAws, region: 'cn-north-1' },
    ],
    [
      'https://agents-123456789012.s3-accesspoint.eu-west-1.amazonaws.com/memory',
      { bucket: point, prefix: 'memory', ...ownAws, region: 'eu-west-1' },
    ],
    [
      'https://0a1b.r2.cloudflarestorage.com/acme/memory',
      {
        bucket: 'acme',
        prefix: 'memory',
        endpoint: 'https://0a1b.r2.cloudflarestorage.com',
        region: 'auto',
        pathStyle: true,
      },
    ],
    [
      'https://acme.0a1b.eu.r2.cloudflarestorage.com',
      {
        bucket: 'acme',
        prefix: '',
        endpoint: 'https://0a1b.eu.r2.cloudflarestorage.com',
        region: 'auto',
        pathStyle: false,
      },
    ],
    [
      'https://acme.s3.eu-central-003.backblazeb2.com/memory',
      {
        bucket: 'acme',
        prefix: 'memory',
        endpoint: 'https://s3.eu-central-003.backblazeb2.com',
        region: 'eu-central-003',
        pathStyle: false,
      },
    ],
    [
      'https://s3.wasabisys.com/acme',
      {
        bucket: 'acme',
        prefix: '',
        endpoint: 'https://s3.wasabisys.com',
        region: 'us-east-1',
        pathStyle: true,
      },
    ],
    [
      'https://acme.t3.storage.dev/',
      { bucket: 'acme', prefix: '', endpoint: 'https://t3.storage.dev', region: 'auto', pathStyle: false },
    ],
    [
      'https://t3.storage.dev/acme',
      { bucket: 'acme', prefix: '', endpoint: 'https://t3.storage.dev', region: 'auto', pathStyle: false },
    ],
    ['https://storage.googleapis.com/acme/memory', { bucket: 'acme', prefix: 'memory', ...google }],
    ['https://acme.storage.googleapis.com', { bucket: 'acme', prefix: '', ...google, pathStyle: false }],
    [
      'https://acme.nyc3.digitaloceanspaces.com/memory',
      {
        bucket: 'acme',
        prefix: 'memory',
        endpoint: 'https://nyc3.digitaloceanspaces.com',
        region: 'nyc3',
        pathStyle: false,
      },
    ],
    [
      'http://127.0.0.1:9000/agents/team/memory',
      { bucket: 'agents', prefix: 'team/memory', endpoint: 'http://127.0.0.1:9000', pathStyle: true },
    ],
    [
      'https://rgw.acme.example/',
      { bucket: null, prefix: '', endpoint: 'https://rgw.acme.example', pathStyle: true },
    ],
  ],
};

describe.each(Object.entries(addresses))('%s', (_, all) => {
  test.each(all)('%s', (address, facts) => {
    expect(readAddress(address)).toEqual({ kind: 'place', what: expect.any(String), facts });
  });
});

test.each([
  ['s3://', 'names no bucket'],
  ['arn:aws:iam::123456789012:role/Reader', 'names no bucket'],
  ['https://eu-central-1.console.aws.amazon.com/s3/buckets?region=eu-central-1', 'names no bucket'],
  ['https://me:secret@minio.acme.example/agents', 'user name and password'],
  ['https://f003.backblazeb2.com/file/acme/memory/x.md', 'does not say where'],
  ['https://', 'cannot be read'],
])('%s is refused with a reason', (address, reason) => {
  expect(readAddress(address)).toEqual({ kind: 'problem', problem: expect.stringContaining(reason) });
  expect(readAddress(address)).not.toMatchObject({ problem: expect.stringContaining('secret@') });
});

test('a bucket’s name is no address, and bucket/prefix is one only where a bucket is asked for', () => {
  expect(readAddress('acme')).toBeNull();
  expect(readBucketField('acme')).toBeNull();
  expect(readAddress('acme/memory')).toBeNull();
  expect(readBucketField('acme/team/memory/')).toMatchObject({
    facts: { bucket: 'acme', prefix: 'team/memory' },
  });
  expect(readBucketField('/acme')).toBeNull();
});

test('whatever is typed is read without failing, and a prefix never has slashes around it', () => {
  const start = fc.constantFrom(
    '',
    's3://',
    'arn:aws:s3:::',
    'https://',
    'http://s3.amazonaws.com/',
    'gs://',
  );
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary' }), (scheme, text) => {
      const read = readBucketField(scheme + text);
      if (read?.kind === 'place') expect(read.facts.prefix).not.toMatch(/^\/|\/$/);
    }),
  );
});

test('what an address leaves out stays as it was', () => {
  const before = s3Location({
    bucket: 'old',
    endpoint: 'http://127.0.0.1:9000',
    region: 'lab',
    credentials: { kind: 'keys' },
  });
  const after = withAddress(before, { bucket: 'new', prefix: 'memory' });
  expect(after).toEqual({ ...before, bucket: 'new', prefix: 'memory' });
});
