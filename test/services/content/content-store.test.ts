import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ContentStore } from '#services/content/content-store.ts';
import { contentPath } from '#workers/database/content-files.ts';
import { Database } from '#workers/database/database.ts';
import { temporaryFolder } from '../../support/home.ts';

/** Too many to be put into the database. */
const many = 400_000;

async function* piecesOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

function open() {
  const home = temporaryFolder();
  const folder = join(home, 'content');
  const path = join(home, 'journal.db');
  const database = new Database({ path, contents: folder });
  onTestFinished(() => database.close());
  return { content: new ContentStore(database, folder), folder, path };
}

async function setUp(length = many) {
  const bytes = randomBytes(length);
  const parts = open();
  const { hash } = await parts.content.put(piecesOf(bytes));
  return { ...parts, bytes, hash, file: contentPath(parts.folder, hash) };
}

describe('kept bytes', () => {
  test.each([
    ['small ones', 10_000],
    ['large ones', many],
    ['such that are not held in memory', 3_000_000],
  ])('come back as they were, and as often as they are asked for: %s', async (_, length) => {
    const { content, bytes, hash } = await setUp(length);
    const pieces = await content.get(hash);
    expect((await buffer(pieces)).equals(bytes)).toBe(true);
    expect((await buffer(pieces)).equals(bytes)).toBe(true);
  });

  test('that went between asking for them and reading them are said to be gone', async () => {
    const { content, file, hash } = await setUp();
    const pieces = await content.get(hash);
    rmSync(file);
    await expect(buffer(pieces)).rejects.toMatchObject({ code: 'NOT_FOUND', message: /not kept any more/ });
  });

  test.each([
    ['cut off', (there: Buffer) => there.subarray(0, 200_000)],
    ['other bytes', (there: Buffer) => there.fill(0xa5, 200_000, 200_010)],
    ['none', () => Buffer.alloc(0)],
  ])('that the disk has spoilt are never given out as whole: %s', async (_, spoil) => {
    const { content, file, hash } = await setUp();
    writeFileSync(file, spoil(readFileSync(file)));
    await expect(buffer(await content.get(hash))).rejects.toMatchObject({
      code: 'INTERNAL',
      message: /is damaged/,
    });
  });

  test('that the disk has spoilt in the database neither', async () => {
    const { content, path, hash } = await setUp(10_000);
    const db = new DatabaseSync(path);
    db.exec('UPDATE pieces SET bytes = zeroblob(500) WHERE id = (SELECT min(id) + 3 FROM pieces)');
    db.close();
    await expect(content.get(hash)).rejects.toMatchObject({ code: 'INTERNAL', message: /is damaged/ });
  });

  test('that cannot be read are said to be there, and how to come by them', async () => {
    const { content, file, hash } = await setUp();
    rmSync(file);
    mkdirSync(file);
    await expect(buffer(await content.get(hash))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: /home folder cannot be read/,
    });
  });
});

test('what cannot be kept says so in words', async () => {
  const { content, folder } = open();
  writeFileSync(folder, 'in the way');
  const keeping = content.put(piecesOf(randomBytes(3_000_000)));
  await expect(keeping).rejects.toMatchObject({ code: 'FORBIDDEN', message: /could not be copied first/ });
});
