import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contentPath } from '#workers/database/content-files.ts';
import { contentOf, putContent } from '#workers/database/contents.ts';
import { keepDraft } from '#workers/database/drafts.ts';
import type { Journal } from '#workers/database/journal.ts';
import { replacedEdits } from '#workers/database/ledger/edits.ts';
import { openJournal } from '#workers/database/opening.ts';
import { prunableVersions, removeVersions } from '#workers/database/pruning.ts';
import { sweepContents } from '#workers/database/sweeping.ts';
import { timelineOf, versionById } from '#workers/database/timeline.ts';
import { beginChange, confirmChange, seeFile } from '#workers/database/versions.ts';
import { temporaryFolder } from '../../support/home.ts';

const store = 'folder-1';
const keys = ['a', 'b', 'c'];
const day = 86_400_000;
const bytesOf = (text: string) => ({ bytes: new TextEncoder().encode(text) });

function open(path = ':memory:'): Journal {
  const journal = openJournal({ path, contents: join(temporaryFolder(), 'content') }, () => {});
  journal.db.exec('PRAGMA synchronous = OFF');
  onTestFinished(() => journal.db.close());
  return journal;
}

type Event = { kind: 'found' | 'save' | 'draft'; key: string; text: string };

const events = fc.array(
  fc.record({
    kind: fc.constantFrom('found' as const, 'found' as const, 'save' as const, 'draft' as const),
    key: fc.constantFrom(...keys),
    text: fc.constantFrom('one\ntwo\n', 'one\n2\n', '1\ntwo\n', 'else', 'more\nthan\nthat\n'),
  }),
  { maxLength: 40 },
);

/** Lets a history happen, an event a day; answers the texts that the files hold in the end, and of drafts' bases. */
function live(journal: Journal, happened: readonly Event[]) {
  const there = new Map<string, string>();
  const bases: string[] = [];
  for (const [index, { kind, key, text }] of happened.entries()) {
    const now = (index + 1) * day;
    const name = { store, key };
    const before = there.get(key) ?? 'at first';
    const seen = { what: bytesOf(before), version: null, at: now, asOf: now };
    if (kind === 'found') seeFile(journal, { ...name, seen: { ...seen, what: bytesOf(text) }, now });
    if (kind === 'save') {
      const begun = beginChange(journal, {
        ...name,
        reason: 'save',
        before: seen,
        after: bytesOf(text),
        now,
      });
      const content = { hash: begun?.hash ?? '', size: text.length };
      confirmChange(journal, {
        ...name,
        id: begun?.id ?? 0,
        reason: 'save',
        content,
        version: null,
        at: now,
        now,
      });
    }
    if (kind === 'draft') {
      seeFile(journal, { ...name, seen, now });
      bases.push(before);
      const owner = { process: 'p', window: 'w' };
      const draft = {
        id: `draft-${index}`,
        ...name,
        storeName: '',
        storePlace: '',
        baseVersion: null,
        base: bytesOf(before),
      };
      keepDraft(journal, {
        draft: { ...draft, text: 'typed', bom: false, seq: 1 },
        owner,
        from: null,
        at: now,
      });
      there.set(key, before);
    } else there.set(key, text);
  }
  return { there, bases, now: (happened.length + 1) * day };
}

function prune(journal: Journal, oldest: number, bytes: number, now: number): void {
  removeVersions(journal, { ids: prunableVersions(journal, { oldest, bytes }) });
  while (sweepContents(journal, { now }));
}

function textOf(journal: Journal, id: string | null, key: string): string | null {
  const version = id === null ? null : versionById(journal, { store, key, id });
  if (!version?.hash) return null;
  const kept = contentOf(journal, { hash: version.hash });
  return kept && 'bytes' in kept ? new TextDecoder().decode(kept.bytes) : null;
}

describe('clearing away what is old', () => {
  test('never takes the newest of a file, what an edit still needs, nor what a draft is based on', () => {
    fc.assert(
      fc.property(events, fc.nat(45), fc.nat(20), (happened, age, kilobytes) => {
        const journal = open();
        const { there, bases, now } = live(journal, happened);
        const edits = replacedEdits(journal, { store });
        const texts = edits.map(({ key, base, mine, theirs }) =>
          [base, mine, theirs].map((id) => textOf(journal, id, key)),
        );
        prune(journal, age * day, kilobytes * 200, now);
        for (const [key, text] of there) {
          const { versions } = timelineOf(journal, { store, key, before: null, limit: 1 });
          expect(textOf(journal, versions[0]?.id ?? null, key)).toBe(text);
        }
        const left = replacedEdits(journal, { store });
        expect(left).toEqual(edits);
        expect(
          left.map(({ key, base, mine, theirs }) =>
            [base, mine, theirs].map((id) => textOf(journal, id, key)),
          ),
        ).toEqual(texts);
        const kept = keys.flatMap((key) =>
          timelineOf(journal, { store, key, before: null, limit: 100 }).versions.map(({ id }) =>
            textOf(journal, id, key),
          ),
        );
        for (const base of bases) expect(kept).toContain(base);
        // What still stands in a timeline can be read.
        expect(kept).not.toContain(null);
      }),
      { numRuns: 60 },
    );
  });

  test('takes what is older than the limit, with its content, and gives the room back', () => {
    const journal = open();
    for (let at = 1; at <= 100; at++) {
      const bytes = new Uint8Array(randomBytes(2000));
      const seen = { what: { bytes }, version: null, at: at * day, asOf: at * day };
      seeFile(journal, { store, key: 'a', seen, now: at * day });
    }
    const pages = () => Number(journal.db.prepare('PRAGMA page_count').get()?.page_count);
    const before = pages();
    prune(journal, 91 * day, Number.MAX_SAFE_INTEGER, 101 * day);
    expect(timelineOf(journal, { store, key: 'a', before: null, limit: 1 }).total).toBe(10);
    expect(journal.db.prepare('SELECT count(*) AS n FROM contents').get()?.n).toBe(10);
    expect(pages()).toBeLessThan(before / 2);
  });

  test('takes the oldest until what is left fits', () => {
    const journal = open();
    for (let at = 1; at <= 50; at++) {
      const bytes = new Uint8Array(randomBytes(1000));
      const seen = { what: { bytes }, version: null, at, asOf: at };
      seeFile(journal, { store, key: 'a', seen, now: at });
    }
    prune(journal, 0, 12_000, 51);
    const { versions, total } = timelineOf(journal, { store, key: 'a', before: null, limit: 100 });
    expect(total).toBe(10);
    expect(versions.map(({ at }) => at)).toEqual([50, 49, 48, 47, 46, 45, 44, 43, 42, 41]);
  });

  test('takes no version for what nothing refers to and only waits to be swept', () => {
    const journal = open();
    for (let at = 1; at <= 10; at++) {
      const seen = { what: { bytes: randomBytes(1000) }, version: null, at, asOf: at };
      seeFile(journal, { store, key: 'a', seen, now: at });
    }
    putContent(journal, { bytes: randomBytes(20_000), now: 10 });
    expect([...prunableVersions(journal, { oldest: 0, bytes: 12_000 })]).toEqual([]);
    expect([...prunableVersions(journal, { oldest: 0, bytes: 10_000 })]).toHaveLength(2);
  });

  test('leaves alone for a day what nothing refers to yet', () => {
    const journal = open();
    const { hash } = putContent(journal, { ...bytesOf('copied before it is deleted'), now: day });
    prune(journal, day, 0, day + 1);
    expect(contentOf(journal, { hash })).not.toBeNull();
    prune(journal, day, 0, 2 * day + 1);
    expect(contentOf(journal, { hash })).toBeNull();
  });

  test('can be done by two processes at once', () => {
    const path = join(temporaryFolder(), 'journal.db');
    const [one, other] = [open(path), open(path)];
    for (let at = 1; at <= 20; at++) {
      const seen = { what: bytesOf(`text ${at}`), version: null, at, asOf: at };
      seeFile(one, { store, key: 'a', seen, now: at });
    }
    const limits = { oldest: 11, bytes: Number.MAX_SAFE_INTEGER };
    const [first, second] = [prunableVersions(one, limits), prunableVersions(other, limits)];
    removeVersions(one, { ids: first });
    const seen = { what: bytesOf('text 1'), version: null, at: 30, asOf: 30 };
    seeFile(one, { store, key: 'a', seen, now: 30 });
    removeVersions(other, { ids: second });
    sweepContents(one, { now: 31 });
    sweepContents(other, { now: 31 });
    const { versions, total } = timelineOf(other, { store, key: 'a', before: null, limit: 1 });
    expect(total).toBe(11);
    expect(textOf(other, versions[0]?.id ?? null, 'a')).toBe('text 1');
  });

  test('leaves what a damaged database refers to for as long as that lies there', () => {
    const home = temporaryFolder();
    const journal = openJournal(
      { path: join(home, 'journal.db'), contents: join(home, 'content') },
      () => {},
    );
    onTestFinished(() => journal.db.close());
    const hash = 'ab'.repeat(32);
    const content = contentPath(journal.folder, hash);
    mkdirSync(dirname(content), { recursive: true });
    writeFileSync(content, 'compressed');
    const damaged = join(home, 'journal.db.damaged-1');
    writeFileSync(damaged, '');
    const later = Date.now() + 2 * day;
    sweepContents(journal, { now: later });
    expect(existsSync(content)).toBe(true);
    rmSync(damaged);
    sweepContents(journal, { now: later });
    expect(existsSync(content)).toBe(false);
  });
});

test('what lies in a file that is gone does not count as kept', () => {
  const journal = open();
  const bytes = randomBytes(300_000);
  const seen = { what: { bytes }, version: 'v1', at: 1, asOf: 1 };
  seeFile(journal, { store, key: 'a', seen, now: 1 });
  const change = { store, key: 'a', reason: 'save' as const, after: bytesOf('mine'), now: 2 };
  rmSync(journal.folder, { recursive: true });
  expect(beginChange(journal, { ...change, before: { known: 'v1' } })).toBeNull();
  expect(beginChange(journal, { ...change, before: seen })).not.toBeNull();
  const { versions } = timelineOf(journal, { store, key: 'a', before: null, limit: 9 });
  expect(contentOf(journal, { hash: versions[0]?.hash ?? '' })).not.toBeNull();
});
