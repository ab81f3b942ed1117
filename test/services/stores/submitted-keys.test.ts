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

const form = 'form-1';

describe('keys that a form has sent', () => {
  test('serve a second try with another bucket, prefix or region', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location, form }, keys);
    const second = { ...location, bucket: 'other', prefix: 'memory', region: 'eu-central-1' };
    expect(submitted.of({ location: second, form }, undefined)).toEqual(keys);
  });

  test('are never used for another server', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location, form }, keys);
    for (const endpoint of ['http://evil.example', null]) {
      expect(submitted.of({ location: { ...location, endpoint }, form }, undefined)).toBeUndefined();
    }
  });

  test('are found by no other form, and by nothing that is none', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location, form }, keys);
    expect(submitted.of({ location, form: 'form-2' }, undefined)).toBeUndefined();
    expect(submitted.of({ location }, undefined)).toBeUndefined();
    expect(submitted.of({ location, form }, undefined)).toEqual(keys);
  });

  test('serve once where no form has sent them', () => {
    const submitted = new SubmittedKeys();
    expect(submitted.of({ location }, keys)).toEqual(keys);
    expect(submitted.of({ location }, undefined)).toBeUndefined();
  });

  test('are not used where the user chose another way to sign in', () => {
    const submitted = new SubmittedKeys();
    submitted.of({ location, form }, keys);
    const other = { ...location, credentials: { kind: 'anonymous' } as const };
    expect(submitted.of({ location: other, form }, undefined)).toBeUndefined();
  });

  test('are replaced by newer ones, and let go of once the form is gone or the store has them', () => {
    const submitted = new SubmittedKeys();
    const newer = { ...keys, secretAccessKey: 'newer' };
    submitted.of({ location, form }, keys);
    expect(submitted.of({ location, form }, newer)).toEqual(newer);
    submitted.forget(form);
    expect(submitted.of({ location, form }, undefined)).toBeUndefined();
  });
});
