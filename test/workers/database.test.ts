import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import { Database } from '#workers/database/database.ts';
import { temporaryFolder } from '../support/home.ts';

const file = { store: 'folder-1', key: 'plan_summary.md' };
const firstPage = { ...file, before: null, limit: 1000 };

function open(home = temporaryFolder()) {
  const path = join(home, 'journal.db');
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning);
  const database = new Database({ path, contents: join(home, 'content') }, { onWarning });
  onTestFinished(() => database.close());
  return { home, path, database, warnings };
}

let now = 1_000_000;
function see(database: Database, text: string) {
  now += 1;
  const what = { bytes: new TextEncoder().encode(text) };
  const seen = { what, version: null, at: now, asOf: now };
  return database.call('versions.see', { ...file, seen, now });
}

describe('the database', () => {
  test('is made at the first call and not before', async () => {
    const { home, database } = open();
    expect(readdirSync(home)).toEqual([]);
    await see(database, 'text');
    expect(readdirSync(home)).toContain('journal.db');
  });

  test('is one file once it is closed, and holds all that was asked of it by then', async () => {
    const { home, database } = open();
    const calls = Array.from({ length: 50 }, (_, at) => see(database, `text ${at}`));
    await database.close();
    await Promise.all(calls);
    expect(readdirSync(home)).toEqual(['journal.db']);
    const again = open(home).database;
    expect((await again.call('versions.timeline', firstPage)).total).toBe(50);
  });

  test('refuses calls after that', async () => {
    const { database } = open();
    await database.close();
    await expect(see(database, 'text')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  test('says where the app’s home cannot be written', async () => {
    const { home } = open();
    const { database } = open(join(home, 'missing'));
    const failure = await see(database, 'text').catch((error: unknown) => error);
    expect(isStoreError(failure, 'FORBIDDEN') && failure.message).toMatch(/journal\.db.*home folder/);
  });

  test('is open to two processes at once', async () => {
    const { home, database: one } = open();
    const other = open(home).database;
    await Promise.all(Array.from({ length: 40 }, (_, at) => see(at % 2 ? one : other, `${at}: text`)));
    // Two may be noted in the other order, so that one of them comes late.
    expect((await one.call('versions.timeline', firstPage)).total).toBe(40);
    expect((await other.call('versions.timeline', firstPage)).total).toBe(40);
  });
});

test('a database that was taken away is begun anew, and nothing more is written to the old one', async () => {
  const { path, database } = open();
  await see(database, 'before');
  for (const suffix of ['', '-wal', '-shm']) renameSync(path + suffix, `${path}.elsewhere${suffix}`);
  await see(database, 'after');
  const other = open(dirname(path)).database;
  expect((await other.call('versions.timeline', firstPage)).total).toBe(1);
});

/** Marks a database as one of a version of the app that is still to come. */
function makeNewer(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version = 1000; CREATE TABLE what_is_to_come (id INTEGER)');
  db.close();
}

describe('a database of a newer version of the app', () => {
  test('is refused in plain words and left as it is', async () => {
    const { home, path, database: former } = open();
    await see(former, 'text');
    await former.close();
    makeNewer(path);
    const before = readFileSync(path);
    const { database, warnings } = open(home);
    const failure = await see(database, 'other').catch((error: unknown) => error);
    expect(isStoreError(failure, 'UNSUPPORTED') && failure.message).toMatch(/journal\.db.*newer version/);
    await expect(database.call('versions.timeline', firstPage)).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
    await database.close();
    expect(readdirSync(home)).toEqual(['journal.db']);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(warnings).toEqual([]);
  });

  test('is refused, too, where it becomes one while it is open', async () => {
    const { path, database } = open();
    await see(database, 'text');
    makeNewer(path);
    await expect(see(database, 'other')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});

describe('a damaged database', () => {
  test('is moved aside and never deleted; a fresh one is begun, and the log is told', async () => {
    const { home, path } = open();
    writeFileSync(path, 'this is no database, and was long enough to be one');
    const { database, warnings } = open(home);
    await see(database, 'text');
    expect((await database.call('versions.timeline', firstPage)).total).toBe(1);
    const [aside = ''] = readdirSync(home).filter((name) => name.includes('damaged'));
    expect(aside).toMatch(/^journal\.db\.damaged-\d+$/);
    expect(readFileSync(join(home, aside), 'utf8')).toMatch(/^this is no database/);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(basename(aside));
  });

  test('is noticed, too, when it turns out in the middle of the work', async () => {
    const { home, path, database: former } = open();
    for (let at = 0; at < 300; at++) await see(former, `text ${at} ${Math.random()}`);
    await former.close();
    const bytes = readFileSync(path);
    // All but the schema and the first pages.
    writeFileSync(path, bytes.fill(0xa5, 4096 * 3));
    const { database, warnings } = open(home);
    await see(database, 'after');
    const { versions } = await database.call('versions.timeline', firstPage);
    expect(versions).toHaveLength(1);
    expect(warnings).toHaveLength(1);
    expect(readdirSync(home).filter((name) => name.includes('damaged'))).not.toEqual([]);
  });
});
