import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Reason } from '#shared/model/history.ts';
import type { Journal } from '#workers/database/journal.ts';
import { openJournal } from '#workers/database/opening.ts';
import { beginChange, confirmChange, displace, dropChange, seeFile } from '#workers/database/versions.ts';
import { temporaryFolder } from '../../support/home.ts';

export const store = 'store';
/** The file that is meant where none is named. */
export const file = { store, key: 'plan_summary.md' };
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A database of its own for a test. */
export function open(path = ':memory:'): Journal {
  const journal = openJournal({ path, contents: join(temporaryFolder(), 'content') }, () => {});
  // What is slow in a test is only slow because of the disk.
  journal.db.exec('PRAGMA synchronous = OFF');
  onTestFinished(() => journal.db.close());
  return journal;
}

let clock = 1_000_000;

/** Somebody else wrote, or deleted: the file was looked at. */
export function found(journal: Journal, text: string | null, name = file): void {
  clock += 1000;
  const seen = {
    what: text === null ? null : { bytes: bytesOf(text) },
    version: null,
    at: clock,
    asOf: clock,
  };
  seeFile(journal, { ...name, seen, now: clock });
}

/** Begins to write a text here over what is there; done with the returned function. */
export function begin(
  journal: Journal,
  reason: Reason,
  text: string | null,
  there: string | null,
  name = file,
) {
  clock += 1000;
  const before = {
    what: there === null ? null : { bytes: bytesOf(there) },
    version: null,
    at: clock,
    asOf: clock,
  };
  const after = text === null ? null : { bytes: bytesOf(text) };
  const begun = beginChange(journal, { ...name, reason, before, after, now: clock });
  if (!begun) throw new Error('It could not be begun.');
  const { id, hash } = begun;
  return {
    displace: (lost: string) =>
      displace(journal, { ...name, what: { bytes: bytesOf(lost) }, at: clock, now: clock }),
    drop: () => dropChange(journal, { ...name, id, reason, hash }),
    done() {
      const content = text === null || hash === null ? null : { hash, size: bytesOf(text).length };
      confirmChange(journal, { ...name, id, reason, content, version: null, at: clock, now: clock });
    },
  };
}

/** Writes a text here, or deletes, over what is there. */
export function write(
  journal: Journal,
  reason: Reason,
  text: string | null,
  there: string | null,
  name = file,
): void {
  begin(journal, reason, text, there, name).done();
}
