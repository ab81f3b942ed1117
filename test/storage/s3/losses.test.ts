import { describe, expect, test } from 'vitest';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

const carried = {
  'x-amz-tagging': 'keep%20for=1%20y%26r&team=rail',
  'x-amz-storage-class': 'STANDARD_IA',
  'x-amz-server-side-encryption': 'aws:kms',
  'x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-central-1:1:key/k',
  'x-amz-server-side-encryption-bucket-key-enabled': 'true',
  'x-amz-website-redirect-location': '/elsewhere',
  expires: 'Wed, 01 Jan 2031 00:00:00 GMT',
};

function put(more: Readonly<Record<string, string>>) {
  on.server.put('memory', 'a', 'old', { contentType: 'text/x-notes', carried: more });
}

async function save(mayLose?: string[], text = 'new', storage = on.open()) {
  const { version } = await storage.readBytes('a');
  return storage.write('a', text, { ifVersion: version, mayLose });
}

const stored = () => on.server.get('memory', 'a')?.body.toString();

describe('a save keeps what can be read', () => {
  test.each([
    ['in one piece', 3],
    ['in parts', 9 * 1024 * 1024],
  ])('tags, class, encryption, redirect and expiry, %s', async (_, size) => {
    put(carried);
    await save([], 'x'.repeat(size));
    expect(on.server.get('memory', 'a')?.contentLength).toBe(size);
    expect(on.server.carried('memory', 'a')).toEqual(carried);
  });

  test('encryption without a key of its own', async () => {
    put({ 'x-amz-server-side-encryption': 'AES256' });
    await save();
    expect(on.server.carried('memory', 'a')).toEqual({ 'x-amz-server-side-encryption': 'AES256' });
  });

  test.each([404, 405, 501])('on a server that answers %i to who asks for tags', async (status) => {
    put({});
    on.server.fault = ({ query }) => ('tagging' in query ? { status, code: 'NotImplemented' } : undefined);
    await save();
    expect(stored()).toBe('new');
  });

  test('and is not made while the tags cannot be fetched for another reason', async () => {
    put(carried);
    on.server.fault = ({ query }) =>
      'tagging' in query ? { status: 500, code: 'InternalError' } : undefined;
    expect((await failureOf(save())).code).toBe('BUSY');
    expect(stored()).toBe('old');
  });
});

describe('a save that would lose something writes nothing and says what', () => {
  test('tags that may not be read: who may not read them is not told that there are any', async () => {
    put(carried);
    on.server.denied.add('s3:GetObjectTagging');
    const refused = await failureOf(save());
    expect(refused).toMatchObject({ code: 'WOULD_LOSE', data: { where: 'a', loses: ['tags'] } });
    expect(refused.message).toContain('its tags, if it has any');
    expect(refused.message).toContain('s3:GetObjectTagging');
    expect([stored(), on.server.carried('memory', 'a')]).toEqual(['old', carried]);
  });

  test('tags that may not be written, which the server says of the save alone', async () => {
    put(carried);
    on.server.denied.add('s3:PutObjectTagging');
    const refused = await failureOf(save());
    expect(refused).toMatchObject({ code: 'WOULD_LOSE', data: { loses: ['tags'] } });
    expect(refused.message).toContain('its 2 tags');
    expect(refused.message).toContain('s3:PutObjectTagging');
    expect([stored(), on.server.carried('memory', 'a')]).toEqual(['old', carried]);
  });

  test.each([
    ['metadata', { 'x-amz-missing-meta': '2' }, '2 metadata entries'],
    ['expires', { expires: '0' }, 'expiry “0”'],
  ])('%s that no header can repeat', async (what, headers, words) => {
    put(headers);
    const refused = await failureOf(save());
    expect(refused).toMatchObject({ code: 'WOULD_LOSE', data: { loses: [what] } });
    expect(refused.message).toContain(words);
    expect(stored()).toBe('old');
  });

  test('where writing itself is denied, no tags are to blame', async () => {
    put({});
    on.server.denied.add('s3:PutObject');
    expect((await failureOf(save(['tags']))).code).toBe('FORBIDDEN');
    put(carried);
    expect((await failureOf(save(['tags']))).code).toBe('FORBIDDEN');
    expect([stored(), on.server.carried('memory', 'a')]).toEqual(['old', carried]);
  });
});

describe('a save that may lose it', () => {
  test.each(['s3:GetObjectTagging', 's3:PutObjectTagging'] as const)(
    'goes through without %s',
    async (right) => {
      put(carried);
      on.server.denied.add(right);
      await save(['tags']);
      const { 'x-amz-tagging': _, ...others } = carried;
      expect([stored(), on.server.carried('memory', 'a')]).toEqual(['new', others]);
    },
  );

  test('loses nothing that can be kept', async () => {
    put(carried);
    await save(['tags', 'metadata', 'expires']);
    expect(on.server.carried('memory', 'a')).toEqual(carried);
  });

  test('settles for all files of the store that nobody knows whether they have tags', async () => {
    on.server.denied.add('s3:GetObjectTagging');
    const storage = on.open();
    put({});
    await save(['tags'], 'new', storage);
    on.server.put('memory', 'b', 'old');
    const { version } = await storage.readBytes('b');
    await storage.write('b', 'new', { ifVersion: version });
    expect(on.server.get('memory', 'b')?.body.toString()).toBe('new');
    put({ 'x-amz-missing-meta': '1' });
    expect((await failureOf(save([], 'new', storage))).code).toBe('WOULD_LOSE');
  });

  test('and one without a condition, as the library makes it, asks nothing', async () => {
    put(carried);
    on.server.denied.add('s3:GetObjectTagging');
    await on.open().write('a', 'new');
    expect(stored()).toBe('new');
  });
});
