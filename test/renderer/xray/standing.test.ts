import { describe, expect, test } from 'vitest';
import type { XrayStep } from '#shared/contract/xray.ts';
import type { Mend } from '#shared/model/mend.ts';
import { type S3Location, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { standingOf, stillApplies } from '#ui/xray/standing.ts';

const endpoint = 'https://s3.us-east-1.wasabisys.com';
const tested = s3Location({ bucket: 'acme', region: 'us-east-1', endpoint });
const right = 'https://s3.eu-west-1.wasabisys.com';

const region: Mend = { kind: 'set', field: 'region', value: 'eu-west-1', why: '' };
const server: Mend = { kind: 'set', field: 'endpoint', value: right, why: '' };
const toPrefix: Mend = { kind: 'set', field: 'prefix', value: null, why: '' };
const toCredentials: Mend = { kind: 'set', field: 'credentials', value: null, why: '' };
const statement = { actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::acme'], condition: null };
const policy: Mend = { kind: 'policy', why: '', principal: null, statement };

const failed = (...mends: Mend[]): XrayStep => ({
  ...{ kind: 'step', step: 'list', outcome: 'failed', message: '', subject: null, raw: null },
  ...{ milliseconds: 1, mends },
});

const mends = [region, server, toPrefix, toCredentials, policy];
const standing = (now: S3Location) => standingOf(tested, now, [failed(...mends)]);
const applying = (now: S3Location) => mends.filter((mend) => stillApplies(mend, standing(now), tested, now));

describe('results of what is still there', () => {
  test('are as good as new, and so is each mend', () => {
    const again = s3Location({ bucket: 'acme', region: 'us-east-1', endpoint });
    expect(standing(again)).toBe('same');
    expect(applying(again)).toEqual(mends);
  });

  test('do not depend on what kind of server it is said to be', () => {
    expect(standing({ ...tested, provider: 'minio' })).toBe('same');
  });
});

describe('results of what was mended since as they said', () => {
  test('leave the other mends to be made, and not the same one again', () => {
    const now = { ...tested, region: 'eu-west-1' };
    expect(standing(now)).toBe('mended');
    expect(applying(now)).toEqual([server, toPrefix, toCredentials, policy]);
  });

  test('also by several of them, and in the settings of the network', () => {
    expect(standing({ ...tested, region: 'eu-west-1', endpoint: right })).toBe('mended');
    const direct = failed({ kind: 'set', field: 'proxy', value: 'none', why: '' });
    const now = { ...tested, network: { ...usualNetwork, proxy: 'none' as const } };
    expect(standingOf(tested, now, [direct])).toBe('mended');
  });
});

describe('results of something else', () => {
  test.each<[string, Partial<S3Location>]>([
    ['another bucket', { bucket: 'other' }],
    ['what a person has entered', { prefix: 'team' }],
    ['another value than the one to mend it', { region: 'eu-north-1' }],
    ['a mend and more', { region: 'eu-west-1', bucket: 'other' }],
    ['what no mend is about', { network: { ...usualNetwork, idleSeconds: 60 } }],
    ['another way to sign in', { credentials: { kind: 'environment' } }],
  ])('than %s mend nothing', (_, change) => {
    const now = { ...tested, ...change };
    expect(standing(now)).toBe('other');
    expect(applying(now)).toEqual([]);
  });
});
