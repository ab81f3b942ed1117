import { describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { newProbeKey } from '#storage/s3/probe.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

/** Whole saves are refused with 501 for their condition, as Swift does: the server is known to take no versions. */
async function learnThatVersionsAreRefused(storage: S3Storage): Promise<void> {
  on.server.conditions = 'refused';
  const { version } = await storage.write('known', 'one');
  await storage.write('known', 'two', { ifVersion: version });
}

async function learnThatVersionsAreTaken(storage: S3Storage): Promise<void> {
  const { version } = await storage.write('known', 'one');
  await storage.write('known', 'two', { ifVersion: version });
}

describe('deleting what went up in parts, where the server takes no condition for it', () => {
  const large = new Uint8Array(9 * 1024 * 1024);
  /** As Swift: its own ETag of such an object is another than the one that it tells. */
  const refuseParts = () => {
    on.server.fault = ({ method, key, headers }) =>
      method === 'DELETE' && key === 'large' && headers['if-match'] !== undefined
        ? { status: 412, code: 'PreconditionFailed' }
        : undefined;
  };

  test('goes by the comparison before it, and what is known of other deletes stays', async () => {
    const storage = on.open();
    const { version } = await storage.writeBytes('large', large);
    const small = await storage.writeBytes('small', Uint8Array.of(1));
    await storage.delete('small', { ifVersion: small.version });
    await learnThatVersionsAreRefused(storage);
    refuseParts();
    const before = storage.capabilities;
    expect(await storage.delete('large', { ifVersion: version })).toBe(true);
    expect(on.server.get('memory', 'large')).toBeNull();
    expect(storage.capabilities).toEqual(before);
  });

  test('goes by it, too, where the server was never seen to take one, and long shows the object unchanged', async () => {
    const storage = on.open();
    const { version } = await storage.writeBytes('large', large);
    refuseParts();
    expect(await storage.delete('large', { ifVersion: version })).toBe(true);
    expect(on.server.get('memory', 'large')).toBeNull();
  });

  test('does not touch what was changed before, and is shown so with delay', async () => {
    const storage = on.open();
    const { version } = await storage.writeBytes('large', large);
    refuseParts();
    setTimeout(() => on.server.put('memory', 'large', 'of somebody else'), 1500);
    expect(await codeOf(storage.delete('large', { ifVersion: version }))).toBe('CONFLICT');
    expect(on.server.get('memory', 'large')?.body.toString()).toBe('of somebody else');
  });

  test('is refused where the server takes versions: the look may have been at an old replica', async () => {
    const storage = on.open();
    await learnThatVersionsAreTaken(storage);
    const { version } = await storage.writeBytes('large', large);
    refuseParts();
    const failure = await failureOf(storage.delete('large', { ifVersion: version }));
    expect([failure.code, failure.message]).toEqual(['BUSY', expect.stringContaining('try writing')]);
    expect(on.server.get('memory', 'large')).not.toBeNull();
  });

  test('does not touch what somebody has written meanwhile', async () => {
    const storage = on.open();
    const { version } = await storage.writeBytes('large', large);
    refuseParts();
    on.server.put('memory', 'large', 'of somebody else');
    expect(await codeOf(storage.delete('large', { ifVersion: version }))).toBe('CONFLICT');
    expect(on.server.get('memory', 'large')?.body.toString()).toBe('of somebody else');
  });

  test('a condition on any other object still holds: it is refused', async () => {
    const storage = on.open();
    const { version } = await storage.writeBytes('small', Uint8Array.of(1));
    on.server.fault = ({ method, headers }) =>
      method === 'DELETE' && headers['if-match'] !== undefined
        ? { status: 412, code: 'PreconditionFailed' }
        : undefined;
    expect(await codeOf(storage.delete('small', { ifVersion: version }))).toBe('BUSY');
    expect(on.server.get('memory', 'small')).not.toBeNull();
  });
});

describe('putting parts together where the server takes no version for it', () => {
  const large = new Uint8Array(9 * 1024 * 1024);
  /** As Swift, which holds the version against what the upload itself is. */
  const refuseParts = () => {
    on.server.fault = ({ method, query, headers }) =>
      method === 'POST' && query.uploadId !== undefined && headers['if-match'] !== undefined
        ? { status: 412, code: 'PreconditionFailed' }
        : undefined;
  };
  const joins = () =>
    on.server.requests.filter(({ method, query }) => method === 'POST' && query.uploadId !== undefined)
      .length;

  test('is learnt from, and goes by the comparison from then on', async () => {
    const storage = on.open();
    await learnThatVersionsAreRefused(storage);
    let { version } = await storage.write('a', 'base');
    refuseParts();
    ({ version } = await storage.writeBytes('a', large, { ifVersion: version }));
    expect(on.server.get('memory', 'a')?.body).toHaveLength(large.length);
    expect(storage.capabilities.guards?.['replace-large']).toEqual({ level: 'checked', ground: 'refused' });
    on.server.requests.length = 0;
    await storage.writeBytes('a', large, { ifVersion: version });
    expect(joins()).toBe(1);
  });

  test('is learnt from where it went through without alone', async () => {
    const storage = on.open();
    await learnThatVersionsAreRefused(storage);
    const { version } = await storage.write('a', 'base');
    on.server.fault = ({ method, query }) =>
      method === 'POST' && query.uploadId !== undefined
        ? { status: 412, code: 'PreconditionFailed' }
        : undefined;
    await expect(storage.writeBytes('a', large, { ifVersion: version })).rejects.toThrow();
    expect(storage.capabilities.guards?.['replace-large'].ground).toBe('untried');
  });

  test('goes by the comparison, too, where the server was never seen to take one, and long shows the object unchanged', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    refuseParts();
    await storage.writeBytes('a', large, { ifVersion: version });
    expect(on.server.get('memory', 'a')?.body).toHaveLength(large.length);
  });

  test('is refused where the server takes versions: the look may have been at an old replica', async () => {
    const storage = on.open();
    await learnThatVersionsAreTaken(storage);
    const { version } = await storage.write('a', 'base');
    refuseParts();
    const failure = await failureOf(storage.writeBytes('a', large, { ifVersion: version }));
    expect([failure.code, failure.message]).toEqual(['BUSY', expect.stringContaining('try writing')]);
    expect(await storage.read('a')).toBe('base');
  });

  test('is learnt from a test with consent', async () => {
    const storage = on.open();
    refuseParts();
    for await (const { outcome } of storage.probe(newProbeKey())) expect(outcome).not.toBe('failed');
    expect(storage.capabilities.guards?.['replace-large']).toEqual({ level: 'checked', ground: 'refused' });
  });

  test('does not go over what somebody has written meanwhile', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    refuseParts();
    on.server.put('memory', 'a', 'of somebody else');
    expect(await codeOf(storage.writeBytes('a', large, { ifVersion: version }))).toBe('CONFLICT');
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('of somebody else');
  });

  test('stays refused where the server was seen to take versions for it', async () => {
    const storage = on.open();
    let { version } = await storage.write('a', 'base');
    ({ version } = await storage.writeBytes('a', large, { ifVersion: version }));
    on.server.fault = ({ method, query }) => {
      if (method === 'POST' && query.uploadId !== undefined) on.server.put('memory', 'a', 'of somebody else');
      return undefined;
    };
    expect(await codeOf(storage.writeBytes('a', large, { ifVersion: version }))).toBe('CONFLICT');
    refuseParts();
    ({ version } = await storage.readBytes('a'));
    expect(await codeOf(storage.writeBytes('a', large, { ifVersion: version }))).toBe('BUSY');
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('of somebody else');
  });
});
