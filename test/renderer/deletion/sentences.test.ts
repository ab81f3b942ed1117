import { describe, expect, test } from 'vitest';
import type { Guarded } from '#shared/model/guarantee.ts';
import { titleOf, whatWasDeleted, whatWasRestored, whatWillBeDeleted } from '#ui/deletion/sentences.ts';

const deleted = (what: string, files: number, bytes: number) => ({
  id: what,
  store: 'folder-1',
  what,
  files,
  bytes,
  at: 0,
});

describe('what is said about a deletion', () => {
  test('the question names the thing, short where its name is long', () => {
    const session = '82450164-728a-4fcf-b03a-07b28f2df760';
    expect(titleOf([{ kind: 'session', session }])).toBe('Delete session 82450164?');
    expect(titleOf([{ kind: 'node', session, workflow: 'w', node: 'research' }])).toBe(
      'Delete the scratch and summary of research?',
    );
    expect(titleOf([{ kind: 'files', keys: ['sessions/a/artifacts/b c.bin'] }])).toBe('Delete b c.bin?');
    expect(titleOf([{ kind: 'files', keys: ['a', 'b'] }])).toBe('Delete 2 files?');
  });

  test('several are counted', () => {
    const one = { kind: 'session', session: 'a' } as const;
    expect(titleOf([one, { ...one, session: 'b' }])).toBe('Delete 2 sessions?');
    expect(titleOf([one, { kind: 'files', keys: ['x', 'y'] }])).toBe('Delete 3 things?');
  });

  test('before: how much, where, and for how long it can be brought back', () => {
    expect(whatWillBeDeleted({ files: 5, bytes: 3174, requests: 30 }, 'research-agents', 30, 1000)).toBe(
      '5 files, 3.1 KB, in research-agents. They stay on this machine for 30 days, and can be brought back.',
    );
    expect(whatWillBeDeleted({ files: 1, bytes: 0, requests: null }, 'x', 1, 1000)).toContain(
      'It stays on this machine for 1 day,',
    );
  });

  test('before: what it costs, where that is more than the settings allow unasked', () => {
    const ask = (requests: number | null) =>
      whatWillBeDeleted({ files: 400, bytes: 0, requests }, 'x', 30, 1000);
    expect(ask(2400)).toMatch(/ This takes about 2,400 requests to the bucket\.$/);
    expect([ask(1000), ask(null)].join()).not.toContain('request');
  });

  test('after: what is gone', () => {
    const session = deleted('Session 82450164-728a-4fcf-b03a-07b28f2df760', 3, 1100);
    expect(whatWasDeleted([session], 30)).toBe(
      'Session 82450164 is deleted: 3 files, 1.1 KB. Kept on this machine for 30 days.',
    );
    expect(whatWasDeleted([session, deleted('a.bin', 1, 24)], 30)).toMatch(
      /^2 things are deleted: 4 files, /,
    );
  });

  test('after: what could not be ruled out, by the file that was guarded least', () => {
    const said = (guarded: Guarded, files: number) =>
      whatWasDeleted([deleted('Session a', files, 1)], 30, guarded)
        .split('30 days.')[1]
        ?.trim();
    expect(said({ by: 'server' }, 2)).toBe('');
    expect(said({ by: 'versions' }, 2)).toBe('');
    expect(said({ by: 'comparison', milliseconds: 1234 }, 1)).toBe(
      'A change within the 1,234 ms until the deletion could not be ruled out.',
    );
    expect(said({ by: 'comparison', milliseconds: 7 }, 2)).toContain('until the deletion of a file');
    const displaced = { by: 'displaced', keptBy: 'history', version: '7' } as const;
    expect(said(displaced, 2)).toContain('one of the files: their text is in its history');
    expect(said({ ...displaced, keptBy: 'bucket' }, 1)).toContain('the bucket keeps it as version 7');
  });

  test('after an undo: what is back, and by name what was left as it is', () => {
    expect(whatWasRestored(1, [])).toBe('1 file is back.');
    expect(whatWasRestored(2, ['a', 'b'])).toBe(
      '2 files are back. Left as they are now, because they exist again: a, b.',
    );
    expect(whatWasRestored(0, ['a', 'b', 'c', 'd', 'e'])).toMatch(/: a, b, c and 2 more\.$/);
  });
});
