import { describe, expect, test } from 'vitest';
import { SubmittedKeys } from '#services/stores/submitted-keys.ts';
import { type S3Location, usualNetwork } from '#shared/model/s3-location.ts';

const location: S3Location = {
  kind: 's3',
  bucket: 'agents',
  prefix: '',
  endpoint: 'http://127.0.0.1:9000',
  region: 'us-east-1',
  pathStyle: true,
  credentials: { kind: 'keys' as const },
  checksums: 'usual' as const,
  network: usualNetwork,
};
const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };

describe('keys that a form has sent', () => {
  test('serve a second try with another bucket, prefix or region', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location }, keys);
    const second = { ...location, bucket: 'other', prefix: 'memory', region: 'eu-central-1' };
    expect(submitted.of({ location: second }, undefined)).toEqual(keys);
  });

  test('are never used for another server', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location }, keys);
    expect(
      submitted.of({ location: { ...location, endpoint: 'http://evil.example' } }, undefined),
    ).toBeUndefined();
    expect(submitted.of({ location: { ...location, endpoint: null } }, undefined)).toBeUndefined();
  });

  test('are used for no other connection to that server', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location, store: 's3-1' }, keys);
    expect(submitted.of({ location, store: 's3-2' }, undefined)).toBeUndefined();
    expect(submitted.of({ location, store: null }, undefined)).toBeUndefined();
    expect(submitted.of({ location, store: 's3-1' }, undefined)).toEqual(keys);
  });

  test('are not used where the user chose another way to sign in', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location }, keys);
    expect(
      submitted.of({ location: { ...location, credentials: { kind: 'anonymous' } } }, undefined),
    ).toBeUndefined();
  });

  test('are replaced by newer ones, and let go of once the store has them', () => {
    const submitted = new SubmittedKeys();
    const newer = { ...keys, secretAccessKey: 'newer' };
    submitted.of({ location }, keys);
    expect(submitted.of({ location }, newer)).toEqual(newer);
    submitted.forget({ location });
    expect(submitted.of({ location }, undefined)).toBeUndefined();
  });
});
