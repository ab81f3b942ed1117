import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type S3Location, usualNetwork } from '#shared/model/s3-location.ts';
import {
  emptyForm,
  formOf,
  keysPlace,
  locationOf,
  presets,
  withBucket,
  withPreset,
} from '#ui/connections/s3-form.ts';
import { fieldOf, isUnencrypted, problemsOf } from '#ui/connections/s3-problems.ts';

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

describe('a bucket as it is typed', () => {
  test('an s3:// address fills bucket and prefix', () => {
    expect(withBucket(emptyForm, 's3://acme/team/memory/')).toMatchObject({
      bucket: 'acme',
      prefix: 'team/memory',
    });
    expect(withBucket({ ...emptyForm, prefix: 'old' }, 's3://acme')).toMatchObject({
      bucket: 'acme',
      prefix: '',
    });
  });

  test('a plain name leaves the prefix alone', () => {
    expect(withBucket({ ...emptyForm, prefix: 'kept' }, 'acme')).toMatchObject({
      bucket: 'acme',
      prefix: 'kept',
    });
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

  test('slashes around the prefix and spaces around names do not count', () => {
    const form = { ...formOf(location), bucket: ' agents ', prefix: '/team/memory/' };
    expect(locationOf(form)).toEqual(location);
  });

  test('Amazon needs no endpoint: one that was typed before is not sent', () => {
    expect(locationOf(withPreset(formOf(location), 'amazon')).endpoint).toBeNull();
  });

  test('a preset sets what is usual there, and leaves what was changed by hand', () => {
    expect(withPreset(emptyForm, 'r2')).toMatchObject({ region: presets.r2.region, pathStyle: true });
    expect(withPreset({ ...emptyForm, region: 'eu-central-1' }, 'minio').region).toBe('eu-central-1');
  });

  test('keys belong to one bucket of one server', () => {
    const places = [location, { ...location, bucket: 'x' }, { ...location, endpoint: null }].map(keysPlace);
    expect(new Set(places).size).toBe(3);
    expect(keysPlace({ ...location, prefix: 'other', region: 'x' })).toBe(keysPlace(location));
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
  });
});

describe('where an answer of the server belongs', () => {
  const error = (code: 'NOT_FOUND' | 'SIGN_IN' | 'UNREACHABLE' | 'FORBIDDEN', cause = '') => ({
    code,
    message: 'x',
    data: { cause },
    cancelled: false,
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
  });
});

test('http is pointed out where it leaves the machine', () => {
  expect(isUnencrypted('http://minio.acme.example:9000')).toBe(true);
  for (const safe of [
    'https://s3.example.com',
    'http://localhost:9000',
    'http://127.0.0.1',
    'http://[::1]:1',
    '',
  ])
    expect(isUnencrypted(safe)).toBe(false);
});
