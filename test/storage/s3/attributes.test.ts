import { describe, expect, test } from 'vitest';
import { onServer } from './on-server.ts';

const on = onServer();

describe('what an object carries', () => {
  const carried = {
    contentType: 'text/x-notes',
    metadata: { author: 'agent 7' },
    cacheControl: 'max-age=60',
    contentDisposition: 'attachment',
    contentLanguage: 'de',
    contentEncoding: 'identity',
  };

  test('new text is UTF-8 text, as the library writes it; new bytes are what the caller says', async () => {
    const storage = on.open();
    await storage.write('a.md', 'text');
    await storage.writeBytes('b.png', Uint8Array.of(1), { contentType: 'image/png' });
    await storage.writeBytes('c', Uint8Array.of(1));
    expect(on.server.get('memory', 'a.md')?.contentType).toBe('text/plain; charset=utf-8');
    expect(on.server.get('memory', 'b.png')?.contentType).toBe('image/png');
    expect(on.server.get('memory', 'c')?.contentType).toBe('application/octet-stream');
    expect((await storage.readBytes('b.png')).contentType).toBe('image/png');
  });

  test.each([
    ['in one piece', 2],
    ['in parts', 9 * 1024 * 1024],
  ])('stays on it through a save %s', async (_, size) => {
    on.server.put('memory', 'a', 'old', carried);
    const storage = on.open();
    const { version } = await storage.readBytes('a');
    const options = { ifVersion: version, contentType: 'image/png' };
    await storage.writeBytes('a', new Uint8Array(size), options);
    expect(on.server.get('memory', 'a')).toMatchObject({ ...carried, contentLength: size });
  });

  test('can be read, kept as JSON, and given to an object that is made again', async () => {
    on.server.put('memory', 'a', 'old', carried);
    const storage = on.open();
    const attributes = JSON.parse(JSON.stringify(await storage.readAttributes('a')));
    await storage.delete('a');
    expect(await storage.readAttributes('a')).toBeNull();
    await storage.writeBytes('a', Uint8Array.of(1), { ifAbsent: true, contentType: 'x/y', attributes });
    expect(on.server.get('memory', 'a')).toMatchObject({ ...carried, contentLength: 1 });
  });

  test('may be unknown to one who may only write', async () => {
    on.server.denied.add('s3:GetObject').add('s3:ListBucket');
    const storage = on.open();
    await storage.write('a', 'text');
    expect(Buffer.from(on.server.get('memory', 'a')?.body ?? []).toString()).toBe('text');
  });
});
