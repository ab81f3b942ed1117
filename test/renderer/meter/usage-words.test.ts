import { describe, expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { type ActionUsage, emptyTally, type Tally } from '#shared/model/usage.ts';
import { actionWords } from '#ui/meter/action-words.ts';
import { kindsOf, usageCsv, usageRows } from '#ui/meter/usage-rows.ts';
import { usageLine } from '#ui/meter/usage-words.ts';

function tally(requests: Partial<Tally['requests']>, bytesDown = 0): Tally {
  const empty = emptyTally();
  return { ...empty, requests: { ...empty.requests, ...requests }, bytesDown };
}

const action = (name: string, requests: Partial<Tally['requests']>, runs = 1, most = 1): ActionUsage => ({
  ...tally(requests),
  action: name,
  runs,
  most,
});

test('every call has a name that people know', () => {
  const calls = Object.entries(contract).flatMap(([area, its]) =>
    Object.keys(its).map((call) => `${area}.${call}`),
  );
  expect(calls.length).toBeGreaterThan(40);
  expect(calls.filter((call) => actionWords(call) === call)).toEqual([]);
  const own = ['live.look', 'edits.look', 'blob.read', 'blob.write', 'version.read', 'other'];
  expect(own.filter((name) => actionWords(name) === name)).toEqual([]);
});

describe('the table', () => {
  test('has one row for what has one name, what cost most first', () => {
    const rows = usageRows([
      action('stores.connect', { list: 1 }, 1, 1),
      action('stores.openS3', { list: 2, get: 1 }, 1, 3),
      action('sessions.facts', { get: 40 }, 5, 16),
    ]);
    expect(rows).toMatchObject([
      { words: 'Reading session records', runs: 5, most: 16 },
      { words: 'Opening', runs: 2, most: 3, tally: { requests: { list: 3, get: 1 } } },
    ]);
  });

  test('can be taken to a spreadsheet', () => {
    const total = tally({});
    const text = usageCsv({ total, actions: [action('sessions.sections', { list: 2 }, 1, 2)] });
    const [head, row] = text.split('\r\n');
    expect(head).toMatch(/^For,Times,Most at a time,LIST,.*,Bytes sent,Bytes received$/);
    expect(row).toBe('"Listing agents, workflows and context",1,2,2,0,0,0,0,0,0,0,0');
  });

  test('has a column for what there was any of', () => {
    expect(kindsOf(tally({ get: 1, signIn: 2 }))).toEqual(['get', 'signIn']);
  });
});

test('the status line counts requests and bytes of a bucket, reads and writes of a folder', () => {
  const total = tally({ list: 1, get: 1000, put: 2, delete: 1 }, 2048);
  expect(usageLine(total, true)).toBe('1,004 requests, 2.0 KB');
  expect(usageLine(total, false)).toBe('1,001 reads, 3 writes');
});
