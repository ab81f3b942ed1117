import { describe, expect, test } from 'vitest';
import { memorySecrets } from '#services/app/secrets.ts';
import { KeptKeys } from '#services/credentials/kept-keys.ts';

const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
const here = { endpoint: 'http://127.0.0.1:9000' };
const nowhere = async () => null;

describe('the keys of a connection', () => {
  test('are kept for its endpoint, and given to no other', async () => {
    const kept = new KeptKeys(memorySecrets(), nowhere);
    await kept.set('s3-a', here, keys);
    expect(await kept.get('s3-a', here)).toEqual(keys);
    expect(await kept.get('s3-a', { endpoint: 'http://127.0.0.1:9001' })).toBeNull();
    expect(await kept.get('s3-a', { endpoint: null })).toBeNull();
    expect(await kept.get('s3-b', here)).toBeNull();
  });

  test('are for its endpoint however that is written', async () => {
    const kept = new KeptKeys(memorySecrets(), nowhere);
    await kept.set('s3-a', { endpoint: 'http://HOST:9000/' }, keys);
    expect(await kept.get('s3-a', { endpoint: 'http://host:9000' })).toEqual(keys);
    expect(await kept.get('s3-a', { endpoint: 'https://host:9000' })).toBeNull();
  });

  test('of a former version are good where their connection leads, and nowhere else', async () => {
    const secrets = memorySecrets();
    await secrets.set('s3-keys:s3-a', JSON.stringify(keys));
    const kept = new KeptKeys(secrets, async (store) => (store === 's3-a' ? here : null));
    expect(await kept.get('s3-a', here)).toEqual(keys);
    for (const endpoint of ['http://evil.example', null]) {
      expect(await kept.get('s3-a', { endpoint })).toBeNull();
    }
    expect(await new KeptKeys(secrets, nowhere).get('s3-a', here)).toBeNull();
  });

  test('that somebody else has written there are none', async () => {
    const secrets = memorySecrets();
    await secrets.set('s3-keys:s3-a', 'very-secret');
    expect(await new KeptKeys(secrets, nowhere).get('s3-a', here)).toBeNull();
  });

  test('come back when forgetting them is taken back', async () => {
    const kept = new KeptKeys(memorySecrets(), nowhere);
    await kept.set('s3-a', here, keys);
    const restore = await kept.take('s3-a');
    expect(await kept.get('s3-a', here)).toBeNull();
    await restore('s3-a');
    expect(await kept.get('s3-a', here)).toEqual(keys);
    await restore('s3-b');
    expect(await kept.get('s3-b', here)).toEqual(keys);
  });
});
