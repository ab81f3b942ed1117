import { describe, expect, test } from 'vitest';
import { codeOf, fill } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

describe('a prefix', () => {
  test.each(['a', 'a/', '/a', '/a//'])('%j ends with one slash and starts with none', async (prefix) => {
    await on.open({ prefix }).write('x', 'text');
    expect(on.server.keys('memory')).toEqual(['a/x']);
  });

  test('keeps stores apart whose prefixes start alike', async () => {
    await on.open({ prefix: 'ab' }).write('sessions/other/session.json', '{}');
    const storage = on.open({ prefix: 'a' });
    await storage.write('mine', 'text');
    expect(await storage.list('')).toEqual(['mine']);
    expect(await storage.listLevel('')).toMatchObject({ folders: [], files: [{ key: 'mine' }] });
    expect(await storage.list('b')).toEqual([]);
  });

  test('may hold anything that a key may', async () => {
    const storage = on.open({ prefix: 'sessions//ü +%2F/..' });
    await storage.write('sessions/1/session.json', '{}');
    expect(on.server.keys('memory')).toEqual(['sessions//ü +%2F/../sessions/1/session.json']);
    expect((await storage.listLevel('sessions')).folders).toEqual(['1']);
  });

  test('counts for the longest name', async () => {
    const storage = on.open({ prefix: 'p'.repeat(23) });
    expect(storage.capabilities.maxKeyBytes).toBe(1000);
    await storage.write('x'.repeat(1000), 'text');
    expect(await codeOf(storage.write('x'.repeat(1001), 'text'))).toBe('INVALID_NAME');
  });

  test('whose own marker exists shows no file without a name', async () => {
    on.server.put('memory', 'a/', '');
    on.server.put('memory', 'a/x', '');
    expect((await on.open({ prefix: 'a' }).listLevel('')).files.map((file) => file.key)).toEqual(['x']);
    expect(await on.open({ prefix: 'a' }).list('')).toEqual(['x']);
  });
});

describe('keys', () => {
  test('with dot segments stay in their store, byte for byte', async () => {
    on.server.createBucket('other');
    const storage = on.open({ prefix: 'store' });
    await fill(storage, ['../x', '../../other/x', './x', 'a/../../../x']);
    expect(on.server.keys('memory')).toEqual([
      'store/../../other/x',
      'store/../x',
      'store/./x',
      'store/a/../../../x',
    ]);
    expect(on.server.keys('other')).toEqual([]);
    expect(await storage.read('../../other/x')).toBe('../../other/x');
  });

  test('“a” and “a/” are two files of one level', async () => {
    const storage = on.open();
    await fill(storage, ['s/a', 's/a/', 's/a/x']);
    const level = await storage.listLevel('s');
    expect([level.folders, level.files.map((file) => file.key)]).toEqual([['a'], ['s/a']]);
    expect((await storage.listLevel('s/a')).files.map((file) => file.key)).toEqual(['s/a/', 's/a/x']);
  });

  test('with empty segments can be browsed', async () => {
    const storage = on.open();
    await fill(storage, ['s//x', 's///y']);
    expect((await storage.listLevel('s')).folders).toEqual(['']);
    const level = await storage.listLevel('s/');
    expect([level.folders, level.files.map((file) => file.key)]).toEqual([[''], ['s//x']]);
  });

  test('that start with a slash are read, and reported where they cannot be browsed', async () => {
    const storage = on.open();
    await fill(storage, ['/x', 'y']);
    expect(await storage.read('/x')).toBe('/x');
    const level = await storage.listLevel('');
    expect(level.folders).toEqual([]);
    expect(level.problems).toEqual([{ key: '/', message: 'Keys that start with “/” cannot be browsed.' }]);
    expect(level.totals).toEqual({ folders: 0, files: 1 });
  });

  test('are taken as they are from a server that does not encode them', async () => {
    on.server.fault = ({ query }) =>
      query['list-type'] === '2'
        ? {
            status: 200,
            body: '<ListBucketResult><Name>memory</Name><IsTruncated>false</IsTruncated><Contents><Key>a+b %41</Key><Size>1</Size></Contents></ListBucketResult>',
          }
        : undefined;
    expect(await on.open().list('')).toEqual(['a+b %41']);
  });

  test('that cannot be decoded do not hide the others', async () => {
    on.server.fault = () => ({
      status: 200,
      body: '<ListBucketResult><Name>memory</Name><EncodingType>url</EncodingType><Contents><Key>%ff</Key></Contents><Contents><Key>good</Key></Contents></ListBucketResult>',
    });
    const level = await on.open().listLevel('');
    expect(level.files.map((file) => file.key)).toEqual(['good']);
    expect(level.problems.map((problem) => problem.key)).toEqual(['%ff']);
  });
});
