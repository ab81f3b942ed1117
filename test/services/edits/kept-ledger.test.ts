import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Journal } from '#workers/database/journal.ts';
import { editedFiles, editsOfStore, editsRevision, replacedEdits } from '#workers/database/ledger/edits.ts';
import { settleEdit } from '#workers/database/ledger/ledgers.ts';
import { timelineOf } from '#workers/database/timeline.ts';
import { begin, file, found, open, store, write } from './journal.ts';

/** What became of all edits of the store, oldest first. */
function fates(journal: Journal): string[] {
  const { edits } = editsOfStore(journal, { store, before: null, limit: 500 });
  return edits.map(({ fate, settled }) => (settled ? `${fate}, settled` : fate)).reverse();
}

describe('the ledger in the database', () => {
  test('knows an edit with its base, and what took its place', () => {
    const journal = open();
    found(journal, 'by a run');
    write(journal, 'save', 'by me', 'by a run');
    expect(replacedEdits(journal, { store })).toEqual([]);
    found(journal, 'by a later run');
    const [edit] = replacedEdits(journal, { store });
    const { versions } = timelineOf(journal, { ...file, before: null, limit: 10 });
    expect(versions.map(({ id }) => id)).toEqual([edit?.theirs, edit?.mine, edit?.base]);
    expect(edit).toMatchObject({ key: file.key, reason: 'save', fate: 'replaced', settled: false });
    expect(edit?.theirsAt).toBe(versions[0]?.at);
  });

  test('does not count as replaced what is carried by a text that goes on', () => {
    const journal = open();
    found(journal, 'one\ntwo\n');
    write(journal, 'save', 'one, corrected\ntwo\n', 'one\ntwo\n');
    found(journal, 'one, corrected\ntwo\nthree\n');
    expect(fates(journal)).toEqual(['there']);
    found(journal, 'one\ntwo\nthree\nfour\n');
    expect(fates(journal)).toEqual(['replaced']);
  });

  test('does not count a write whose outcome is not known, or that was refused', () => {
    const journal = open();
    found(journal, 'by a run');
    const save = begin(journal, 'save', 'by me', 'by a run');
    expect(fates(journal)).toEqual([]);
    save.drop();
    found(journal, 'by a later run');
    expect(fates(journal)).toEqual([]);
  });

  test('counts a write from before a crash, once the file is seen to hold it', () => {
    const journal = open();
    found(journal, 'by a run');
    begin(journal, 'save', 'by me', 'by a run');
    found(journal, 'by me');
    expect(fates(journal)).toEqual(['there']);
  });

  test('puts a write in its place, though something was seen before its outcome was', () => {
    const journal = open();
    found(journal, 'by a run');
    const save = begin(journal, 'save', 'by me', 'by a run');
    found(journal, 'by a later run');
    save.done();
    expect(fates(journal)).toEqual(['replaced']);
  });

  test('takes for the base what a save has displaced', () => {
    const journal = open();
    found(journal, 'by a run');
    const save = begin(journal, 'save', 'by me', 'by a run');
    save.displace('by a run, just then');
    save.done();
    found(journal, 'by a run, just then');
    expect(fates(journal)).toEqual(['reverted']);
  });

  test('settles by hand, and opens again', () => {
    const journal = open();
    found(journal, 'by a run');
    write(journal, 'save', 'by me', 'by a run');
    found(journal, 'by a later run');
    const { id } = replacedEdits(journal, { store })[0] ?? { id: '' };
    settleEdit(journal, { store, id, settled: true });
    expect(replacedEdits(journal, { store })).toEqual([]);
    found(journal, 'by the last run');
    expect(fates(journal)).toEqual(['replaced, settled']);
    settleEdit(journal, { store, id, settled: false });
    const [edit] = replacedEdits(journal, { store });
    expect(edit?.theirs).toBe(timelineOf(journal, { ...file, before: null, limit: 1 }).versions[0]?.id);
    settleEdit(journal, { store: 'another', id, settled: true });
    expect(replacedEdits(journal, { store })).toHaveLength(1);
    write(journal, 'save', 'by me, again', 'by the last run');
    expect(() => settleEdit(journal, { store, id, settled: false })).toThrow(
      'You have edited this file since.',
    );
    expect(replacedEdits(journal, { store })).toEqual([]);
  });

  test('tells by its revision that something has become of an edit, and else not', () => {
    const journal = open();
    const revision = () => editsRevision(journal, { store });
    found(journal, 'by a run');
    expect(revision()).toBe(0);
    write(journal, 'save', 'by me', 'by a run');
    const saved = revision();
    expect(saved).toBeGreaterThan(0);
    found(journal, 'by me');
    expect(revision()).toBe(saved);
    found(journal, 'by a later run');
    expect(revision()).toBeGreaterThan(saved);
  });

  test('names the files to look after: the newest edits first, none that is settled or deleted here', () => {
    const journal = open();
    for (const key of ['a', 'b', 'c', 'd']) write(journal, 'save', key, null, { store, key });
    found(journal, null, { store, key: 'b' });
    write(journal, 'delete', null, 'c', { store, key: 'c' });
    write(journal, 'save', 'a again', 'a', { store, key: 'a' });
    const files = editedFiles(journal, { store, limit: 10 });
    expect(files.map(({ key }) => key)).toEqual(['a', 'd', 'b']);
    expect(editedFiles(journal, { store, limit: 1 })).toHaveLength(1);
  });
});

test('a content that is spoilt does not stand in the way of what comes next', () => {
  const journal = open();
  const large = () => randomBytes(300_000).toString('base64');
  const [before, mine] = [large(), large()];
  found(journal, before);
  write(journal, 'save', mine, before);
  const names = readdirSync(journal.folder, { recursive: true, encoding: 'utf8' });
  const kept = names.filter((name) => name.endsWith('.zst'));
  expect(kept).toHaveLength(2);
  for (const name of kept) writeFileSync(join(journal.folder, name), 'spoilt');
  found(journal, 'by a later run');
  expect(fates(journal)).toEqual(['replaced']);
});

test('a text that comes late has only the edits judged anew that it may be about, however many there are', () => {
  const journal = open();
  for (const round of [1, 2, 3, 4]) {
    found(journal, `by run ${round}`);
    write(journal, 'save', `by me ${round}`, `by run ${round}`);
  }
  // Would be gone from an edit that is judged anew.
  journal.db.exec('UPDATE edits SET theirs_at = 12345');
  const late = begin(journal, 'save', 'by me 5', 'by me 4');
  late.displace('what came in between');
  late.done();
  const { edits } = editsOfStore(journal, { store, before: null, limit: 500 });
  expect(edits.map(({ theirsAt }) => theirsAt === 12345)).toEqual([false, false, true, true, true]);
  expect(fates(journal)).toEqual([
    'replaced, settled',
    'replaced, settled',
    'replaced, settled',
    'replaced, settled',
    'there',
  ]);
});

test('no question about edits, and no save, looks at all there are', () => {
  const journal = open();
  const asked = new Set<string>();
  const sql = journal.sql.bind(journal);
  journal.sql = (text) => {
    asked.add(text);
    return sql(text);
  };
  found(journal, 'by a run');
  write(journal, 'save', 'by me', 'by a run');
  found(journal, 'by a later run');
  const { id } = replacedEdits(journal, { store })[0] ?? { id: '' };
  settleEdit(journal, { store, id, settled: true });
  editsOfStore(journal, { store, before: id, limit: 1 });
  editedFiles(journal, { store, limit: 1 });
  editsRevision(journal, { store });
  const plans = [...asked].flatMap((text) => {
    const parameters = Array.from(text.matchAll(/\?/g), () => 1);
    const steps = journal.db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters);
    return steps.map(({ detail }) => `${detail} in ${text}`);
  });
  expect(plans.length).toBeGreaterThan(10);
  expect(plans.filter((plan) => /^SCAN|TEMP B-TREE/.test(plan))).toEqual([]);
});
