import { expect, test } from 'vitest';
import { hostFacts, providerOf } from '#shared/s3/hosts.ts';
import { providerIds } from '#shared/s3/provider-ids.ts';
import { endpointFrom, partOf, partsOf, providers } from '#shared/s3/providers.ts';

const parts = { account: '0a1b2c', region: 'eu-west-1' };

test.each(providerIds)(
  'the endpoint of %s is made of its parts, taken apart again, and known for what it is',
  (id) => {
    const { pattern } = providers[id];
    if (pattern === null) return expect(partsOf(providers[id])).toEqual([]);
    const endpoint = endpointFrom(pattern, parts);
    expect(new URL(endpoint).href).toBe(`${endpoint}/`);
    for (const part of partsOf(providers[id])) {
      expect(partOf(pattern, endpoint, part)).toBe(parts[part]);
      expect(endpointFrom(pattern, { ...parts, [part]: ' ' })).toBe('');
    }
    expect(providerOf({ endpoint })).toBe(id);
    expect(partOf(pattern, 'https://elsewhere.example', 'region')).toBeNull();
  },
);

test('an account of R2 may carry its jurisdiction', () => {
  const { pattern } = providers.r2;
  const endpoint = endpointFrom(pattern ?? '', { account: '0a1b2c.eu' });
  expect(providerOf({ endpoint })).toBe('r2');
});

test('a name that only looks like a provider’s is none of it', () => {
  for (const host of [
    'nots3.eu-west-1.amazonaws.com.evil.example',
    'xt3.storage.dev',
    's3.amazonaws.com.example',
  ]) {
    expect(hostFacts(new URL(`https://${host}`))).toBeNull();
  }
  expect(providerOf({ endpoint: 'not an address' })).toBe('other');
});
