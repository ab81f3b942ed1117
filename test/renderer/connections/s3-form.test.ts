import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type S3Location, s3LocationSchema, usualNetwork } from '#shared/model/s3-location.ts';
import { providerIds } from '#shared/s3/provider-ids.ts';
import { providers } from '#shared/s3/providers.ts';
import { withMend } from '#ui/connections/form-mends.ts';
import { networkSummary } from '#ui/connections/network-form.ts';
import { pastedBucket, pastedEndpoint } from '#ui/connections/pasted-address.ts';
import {
  accountOf,
  emptyForm,
  formOf,
  keysKeptFor,
  keysPlace,
  locationOf,
  type S3Form,
  settingsOf,
  withAccount,
  withPreset,
  withRegion,
} from '#ui/connections/s3-form.ts';
import { fieldOf, isUnencrypted, problemsOf } from '#ui/connections/s3-problems.ts';
import { shownOf } from '#ui/connections/shown.ts';

const location: S3Location = {
  kind: 's3',
  bucket: 'agents',
  prefix: 'team/memory',
  endpoint: 'http://127.0.0.1:9000',
  region: 'us-east-1',
  pathStyle: true,
  credentials: { kind: 'profile', profile: 'dev' },
  checksums: 'usual',
  network: usualNetwork,
};

/** The form after a text was pasted into the field of the bucket. */
function pasted(form: S3Form, text: string): S3Form {
  const outcome = pastedBucket(form, text);
  if (!outcome || !('form' in outcome)) throw new Error('It was not taken as an address.');
  return outcome.form;
}

describe('how a connection shows', () => {
  const store = { name: 'mine', folder: 'Staging', colour: 'red', readOnly: true } as const;

  test('is read-only in its form where that was chosen, and not where its credentials may not write', () => {
    expect(shownOf({ ...store, readOnlyReason: 'chosen' })).toEqual(store);
    expect(shownOf({ ...store, readOnlyReason: 'credentials' })).toEqual({ ...store, readOnly: false });
  });
});

describe('an address in the field of the bucket', () => {
  test('fills bucket and prefix, and leaves the server alone where it names none', () => {
    const form = { ...formOf(location), bucket: 'old', prefix: 'old' };
    for (const text of ['s3://acme/team/memory/', 'acme/team/memory']) {
      expect(pasted(form, text)).toEqual({ ...form, bucket: 'acme', prefix: 'team/memory' });
    }
    expect(pasted(form, 's3://acme').prefix).toBe('');
  });

  test('chooses the kind of server, with what is usual there', () => {
    const r2 = pasted(emptyForm, 'https://0a1b.r2.cloudflarestorage.com/acme/memory');
    expect(r2).toMatchObject({ preset: 'r2', region: 'auto', bucket: 'acme', pathStyle: true });
    expect(accountOf(r2)).toBe('0a1b');
    const office = pasted(emptyForm, 'http://minio.acme.example:9001/browser/agents');
    expect(office).toMatchObject({ preset: 'minio', endpoint: 'http://minio.acme.example:9000' });
    const own = pasted(r2, 'https://acme.s3.dualstack.eu-west-1.amazonaws.com/');
    expect(own).toMatchObject({ preset: 'amazon', region: 'eu-west-1', pathStyle: false, dualStack: true });
    expect(locationOf(own)).toMatchObject({ endpoint: null, network: { dualStack: true } });
  });

  test('with a password is refused, and gives no name', () => {
    const text = 'https://ada:secret@minio.acme.example/agents';
    expect(pastedBucket(emptyForm, text)).toHaveProperty('problem');
    expect(settingsOf({ ...emptyForm, bucket: text, prefix: 'team' }).name).toBe('');
  });

  test('of another server leaves the keys of the library behind', () => {
    const form = { ...formOf(location), credentials: 'environment' as const };
    expect(pasted(form, 's3://acme').credentials).toBe('environment');
    expect(pasted(form, 'https://t3.storage.dev/acme').credentials).toBe('keys');
    expect(pasted(form, 'arn:aws:s3:::acme').credentials).toBe('default');
  });

  test('that is the ARN of an access point can be left in its field, with its prefix', () => {
    const arn = 'arn:aws:s3:eu-west-1:123456789012:accesspoint/agents';
    const form = { ...pasted(emptyForm, arn), prefix: 'memory' };
    expect(form).toMatchObject({ bucket: arn, region: 'eu-west-1' });
    expect(pasted(form, arn)).toEqual(form);
  });

  test('of a server that nobody knows does not take back that it is a MinIO', () => {
    const form = withPreset(emptyForm, 'minio');
    expect(pasted(form, 'http://10.0.0.7:9000/agents/memory')).toMatchObject({
      preset: 'minio',
      endpoint: 'http://10.0.0.7:9000',
      bucket: 'agents',
    });
  });

  test('is told in words, and refused in words', () => {
    const console = 'https://s3.console.aws.amazon.com/s3/buckets/acme?region=eu-west-1&prefix=memory/';
    expect(pastedBucket(emptyForm, console)).toMatchObject({
      said: 'Filled in from the address of the AWS console: bucket, prefix, server, region.',
    });
    expect(pastedBucket(emptyForm, 'https://rgw.acme.example')).toMatchObject({
      form: { endpoint: 'https://rgw.acme.example', bucket: '', preset: 'other' },
      said: expect.stringContaining('Which bucket?'),
    });
    expect(pastedBucket(emptyForm, 'arn:aws:iam::123456789012:role/x')).toHaveProperty('problem');
    expect(pastedBucket(emptyForm, 'acme')).toBeNull();
  });

  test('is taken apart in the field of the endpoint too, if its server is known by its name', () => {
    const form = withPreset(emptyForm, 'other');
    expect(pastedEndpoint(form, 'https://acme.nyc3.digitaloceanspaces.com')).toBeNull();
    expect(pastedEndpoint(form, 'https://acme.s3.eu-central-003.backblazeb2.com')).toMatchObject({
      form: { preset: 'backblaze', bucket: 'acme', endpoint: 'https://s3.eu-central-003.backblazeb2.com' },
    });
    expect(pastedEndpoint(form, 'https://project.example/storage/v1/s3')).toBeNull();
  });
});

describe('the form and the place it points to', () => {
  test('a known place comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.record({
          bucket: fc.constantFrom('agents', 'a.b-c', '123'),
          prefix: fc.constantFrom('', 'memory', 'team/memory', 'a b/ü%'),
          endpoint: fc.option(fc.constantFrom('http://127.0.0.1:9000', 'https://x.r2.cloudflarestorage.com')),
          region: fc.constantFrom('', 'auto', 'eu-central-1'),
          pathStyle: fc.boolean(),
          credentials: fc.record({ kind: fc.constantFrom('default', 'environment', 'keys', 'anonymous') }),
        }),
        (facts) => {
          const place: S3Location = { kind: 's3', checksums: 'usual', network: usualNetwork, ...facts };
          expect(locationOf(formOf(place))).toEqual(place);
        },
      ),
    );
    expect(locationOf(formOf(location))).toEqual(location);
  });

  test.each(providerIds.filter((id) => id !== 'amazon'))(
    '%s comes back as the kind of server it was',
    (preset) => {
      const form = { ...withPreset(emptyForm, preset), bucket: 'agents' };
      const own = { ...form, endpoint: 'https://s3.acme.example' };
      for (const each of [form, own]) {
        if (each.endpoint === '') continue;
        expect(formOf(s3LocationSchema.parse(locationOf(each))).preset).toBe(preset);
      }
      expect(locationOf({ ...own, preset: 'other' })).not.toHaveProperty('provider');
    },
  );

  test('a kind of server that only another version of the app knows is told by its address', () => {
    const place = s3LocationSchema.parse({ ...location, provider: 'of-tomorrow' });
    expect(formOf(place).preset).toBe('other');
  });

  test('slashes around the prefix and spaces around names do not count', () => {
    const form = { ...formOf(location), bucket: ' agents ', prefix: '/team/memory/' };
    expect(locationOf(form)).toEqual(location);
  });

  test('Amazon needs no endpoint: one that was typed before is not sent', () => {
    expect(locationOf(withPreset(formOf(location), 'amazon')).endpoint).toBeNull();
  });

  test('every way to sign in comes back as it was', () => {
    const role = { roleArn: 'arn:aws:iam::123456789012:role/R', sessionName: 'me' };
    const all: S3Location['credentials'][] = [
      { kind: 'profile', profile: 'dev' },
      { kind: 'process', profile: 'vault' },
      {
        kind: 'sso',
        startUrl: 'https://acme.awsapps.com/start',
        ssoRegion: 'eu-central-1',
        accountId: '123456789012',
        roleName: 'Reader',
      },
      { kind: 'role', ...role, externalId: 'x', mfaSerial: 'm', source: { kind: 'profile', profile: 'dev' } },
      { kind: 'role', ...role, externalId: '', mfaSerial: '', source: { kind: 'keys' } },
      { kind: 'web-identity', ...role, tokenFile: '/var/token' },
    ];
    for (const credentials of all) {
      expect(locationOf(formOf({ ...location, credentials }))).toEqual({ ...location, credentials });
    }
  });

  test('the network and the checksum mode come back as they were, and are summed up while folded', () => {
    const network = {
      proxy: 'http://proxy.example:3128',
      caFile: '/etc/ssl/acme.pem',
      connectSeconds: 2.5,
      idleSeconds: 60,
      dualStack: true,
    };
    const place = { ...location, endpoint: null, checksums: 'when-required' as const, network };
    expect(locationOf(formOf(place))).toEqual(place);
    expect(networkSummary(formOf(place))).toBe(
      'a proxy, certificates of your own, connect within 2.5 s, give up after 60 s, dual stack, checksums only where required',
    );
    expect(networkSummary(emptyForm)).toBe('as usual');
  });

  test.each(providerIds)('%s sets what is usual there, and leaves what was changed by hand', (id) => {
    const { region, pathStyle } = providers[id];
    expect(withPreset(emptyForm, id)).toMatchObject({ preset: id, region, pathStyle });
    const changed = { ...emptyForm, region: 'lab-1', checksums: 'always' as const };
    expect(withPreset(changed, id)).toMatchObject({ region: 'lab-1', checksums: 'always' });
    expect(withPreset(withPreset(emptyForm, id), 'amazon')).toMatchObject({
      ...emptyForm,
      endpoint: expect.any(String),
    });
  });

  test('the endpoint follows region and account, unless it is another one', () => {
    const wasabi = withPreset(emptyForm, 'wasabi');
    expect(withRegion(wasabi, 'eu-west-1').endpoint).toBe('https://s3.eu-west-1.wasabisys.com');
    const own = { ...wasabi, endpoint: 'https://wasabi.acme.example' };
    expect(withRegion(own, 'eu-west-1').endpoint).toBe(own.endpoint);
    const r2 = withPreset(emptyForm, 'r2');
    expect(r2.endpoint).toBe('');
    expect(withAccount(r2, '0a1b').endpoint).toBe('https://0a1b.r2.cloudflarestorage.com');
    expect(withAccount(r2, '').endpoint).toBe('');
  });

  test('an endpoint does not go along to a server that it cannot be of', () => {
    const minio = { ...withPreset(emptyForm, 'minio'), endpoint: 'http://localhost:9000' };
    expect(withPreset(minio, 'ceph').endpoint).toBe(minio.endpoint);
    expect(withPreset(minio, 'tigris').endpoint).toBe('https://t3.storage.dev');
    expect(withPreset(withPreset(minio, 'tigris'), 'minio').endpoint).toBe('');
  });

  test('a connection without a name is called by its place', () => {
    expect(settingsOf({ ...formOf(location), name: ' ', folder: ' Team ' })).toMatchObject({
      name: 'agents/team/memory',
      folder: 'Team',
    });
  });

  test('keys belong to one server', () => {
    const places = [location, { ...location, endpoint: 'https://x' }, { ...location, endpoint: null }];
    expect(new Set(places.map(keysPlace)).size).toBe(3);
    expect(keysPlace({ endpoint: location.endpoint })).toBe(keysPlace(location));
  });
});

describe('what keeps the form from being sent', () => {
  const none = { accessKeyId: false, secretAccessKey: false, kept: false };

  test('a good form has no problem', () => {
    expect(problemsOf(formOf(location), none)).toEqual({});
  });

  test('each field says what it lacks', () => {
    const bad = { ...formOf(location), bucket: 'a b', endpoint: 'localhost:9000', profile: ' ' };
    expect(Object.keys(problemsOf(bad, none)).sort()).toEqual(['bucket', 'endpoint', 'profile']);
    expect(problemsOf({ ...emptyForm, region: '' }, none)).toHaveProperty('region');
  });

  test('keys are needed in pairs, or kept ones', () => {
    const form = { ...formOf(location), credentials: 'keys' as const };
    expect(problemsOf(form, none)).toHaveProperty('keys');
    expect(problemsOf(form, { ...none, kept: true })).toEqual({});
    expect(problemsOf(form, { ...none, accessKeyId: true, kept: true }).keys).toMatch(
      /secret key is missing/,
    );
    expect(problemsOf(form, { accessKeyId: true, secretAccessKey: true, kept: false })).toEqual({});
  });

  test('an address must not hold a password', () => {
    const form = { ...formOf(location), endpoint: 'https://me:secret@s3.example.com' };
    expect(problemsOf(form, none).endpoint).toMatch(/password/);
    const proxied = {
      ...formOf(location),
      proxy: 'own' as const,
      proxyUrl: 'http://me:secret@proxy.example',
    };
    const unread = { ...form, endpoint: 'https://KEY:se/cret@s3.example.com' };
    expect(problemsOf(unread, none).endpoint).toMatch(/password/);
    expect(problemsOf(proxied, none).proxy).toMatch(/HTTPS_PROXY/);
    expect(problemsOf({ ...proxied, proxy: 'none' }, none)).toEqual({});
  });

  test('each way to sign in has its own', () => {
    const fields = (form: Partial<S3Form>) =>
      Object.keys(problemsOf({ ...formOf(location), ...form }, none)).sort();
    expect(fields({ credentials: 'sso' })).toEqual(['accountId', 'roleName', 'ssoRegion', 'startUrl']);
    expect(fields({ credentials: 'role', roleArn: 'Reader' })).toEqual(['roleArn']);
    expect(fields({ credentials: 'role', source: 'keys' })).toEqual(['keys', 'roleArn']);
    expect(fields({ credentials: 'web-identity', sessionName: 'a b' })).toEqual([
      'roleArn',
      'sessionName',
      'tokenFile',
    ]);
    expect(fields({ credentials: 'process', profile: '' })).toEqual(['profile']);
    for (const credentials of ['default', 'environment', 'anonymous'] as const)
      expect(fields({ credentials })).toEqual([]);
  });

  test.each([
    ['arn:aws:iam::123456789012:role/path/Name', 'amazon', true],
    ['arn:aws:iam:::role/Name', 'amazon', false],
    ['arn:aws:iam:::role/Name', 'ceph', true],
    ['arn:minio:iam:::role/idp', 'minio', true],
    ['Name', 'minio', false],
  ] as const)('a role is named as its server names it: %s, %s', (roleArn, preset, fits) => {
    const endpoint = preset === 'amazon' ? '' : 'https://s3.example.com';
    const form = { ...formOf(location), endpoint, preset, credentials: 'role' as const, roleArn };
    expect(problemsOf(form, none).roleArn === undefined).toBe(fits);
  });

  test('times are numbers of seconds', () => {
    const form = { ...formOf(location), connectSeconds: '0', idleSeconds: 'soon' };
    expect(Object.keys(problemsOf(form, none)).sort()).toEqual(['connectSeconds', 'idleSeconds']);
  });
});

describe('where an answer of the server belongs', () => {
  const error = (code: 'NOT_FOUND' | 'SIGN_IN' | 'UNREACHABLE' | 'FORBIDDEN', cause = '') => ({
    code,
    message: 'x',
    data: { cause },
    cancelled: false,
    answered: true,
  });
  const form = formOf(location);

  test('beside the field that it is about', () => {
    expect(fieldOf(error('NOT_FOUND', 'NoSuchBucket 404'), form)).toBe('bucket');
    expect(fieldOf(error('UNREACHABLE', 'ECONNREFUSED'), form)).toBe('endpoint');
    expect(fieldOf(error('SIGN_IN'), form)).toBe('profile');
    expect(fieldOf(error('SIGN_IN'), { ...form, credentials: 'keys' as const })).toBe('keys');
  });

  test('or beside none', () => {
    expect(fieldOf(error('FORBIDDEN'), form)).toBeNull();
    expect(fieldOf(error('UNREACHABLE'), withPreset(form, 'amazon'))).toBeNull();
    // The app itself is out of reach, not the server.
    expect(fieldOf({ ...error('UNREACHABLE'), answered: false }, form)).toBeNull();
  });
});

test('http is pointed out where it leaves the machine', () => {
  expect(isUnencrypted('http://minio.acme.example:9000')).toBe(true);
  for (const safe of [
    'https://s3.example.com',
    'http://localhost:9000',
    'http://127.0.0.1',
    'http://minio.localhost:9000',
    'http://[::1]:1',
    '',
  ])
    expect(isUnencrypted(safe)).toBe(false);
});

describe('what an X-ray says to set', () => {
  const set = (field: string, value: string | boolean | null) =>
    withMend(emptyForm, { kind: 'set', why: '', field, value } as Parameters<typeof withMend>[1]);

  test('goes into the form', () => {
    expect(set('region', 'eu-west-1').region).toBe('eu-west-1');
    expect(set('pathStyle', true).pathStyle).toBe(true);
    expect(set('checksums', 'always').checksums).toBe('always');
    expect(set('proxy', 'none').proxy).toBe('none');
    expect(set('caFile', '/etc/ca.pem').caFile).toBe('/etc/ca.pem');
    expect(set('endpoint', 'https://s3.example.com')).toMatchObject({ preset: 'other' });
  });

  test('changes nothing where the person has to say', () => {
    expect(set('prefix', null)).toEqual(emptyForm);
    expect(set('credentials', 'default')).toEqual(emptyForm);
  });
});

describe('keys that main has', () => {
  const kept = { ...location, credentials: { kind: 'keys' as const } };

  test('serve on where something else went wrong, and are asked for again where they were refused', () => {
    expect(keysKeptFor({ location: kept, problemCode: null }, true)).toBe(keysPlace(kept));
    for (const problemCode of ['UNREACHABLE', 'INVALID', 'TIMEOUT', 'FORBIDDEN', 'NOT_FOUND'] as const)
      expect(keysKeptFor({ location: kept, problemCode }, true)).toBe(keysPlace(kept));
    const written = { ...kept, endpoint: 'HTTP://127.0.0.1:9000/' };
    expect(keysKeptFor({ location: written, problemCode: null }, true)).toBe(keysPlace(kept));
    expect(keysKeptFor({ location: kept, problemCode: 'SIGN_IN' }, true)).toBeNull();
    expect(keysKeptFor({ location: kept, problemCode: null }, false)).toBeNull();
    expect(keysKeptFor({ location, problemCode: null }, true)).toBeNull();
  });
});
