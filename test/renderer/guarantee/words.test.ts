import { describe, expect, test } from 'vitest';
import { guaranteeOf } from '#services/guarantee/words.ts';
import { leastGuarded } from '#shared/model/guarantee.ts';
import type { Guard } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';
import { nothingObserved, type Observed } from '#storage/s3/conditions.ts';
import { Guards } from '#storage/s3/guards.ts';
import { groupsOf, guardedWords, isUntried } from '#ui/guarantee/words.ts';

/** As a bucket says it. */
function bucket(guards: Guards, mayLook = true) {
  const all = guards.all(mayLook);
  const conditionalWrite: Guard['level'] = all.replace.level;
  const limits = { maxSegmentBytes: 1024, maxKeyBytes: 1024 };
  return guaranteeOf({
    kind: 's3',
    capabilities: { listing: 'paged', watch: false, ...limits, conditionalWrite, guards: all },
  });
}

describe('what changes are worth is said', () => {
  test('once, where all are alike', () => {
    const groups = groupsOf(guaranteeOf(new InMemoryStorage()));
    expect(groups.map(({ level, operations }) => `${level}: ${operations}`)).toEqual([
      'Atomic: Every change',
    ]);
    expect(groupsOf(bucket(new Guards(true)))[0]?.explanation).toContain('Amazon S3 promises it');
  });

  test('for each kind, where they differ', () => {
    const guards = new Guards(false);
    const proven = { passedFresh: true, refusedStale: true };
    guards.of('create').observe(proven);
    guards.of('replace').observe({ ...proven, form: 'unquoted' });
    guards.of('replace-large').observe({ passedStale: true });
    guards.of('create-large').observe({ passedStale: true });
    guards.of('delete').observe({ form: 'none' });
    const guarantee = bucket(guards);
    expect(groupsOf(guarantee).map(({ level, operations }) => `${level}: ${operations}`)).toEqual([
      'Atomic: New files',
      'Atomic: Saves',
      'Checked: New files above 8 MB, saves above 8 MB',
      'Checked: Deletions',
    ]);
    expect([guarantee.level, isUntried(guarantee)]).toEqual(['atomic', false]);
  });

  test('with no more than was seen: where, and whether at the very same moment', () => {
    const said = (seen: Partial<Observed>) => {
      const guards = new Guards(false);
      guards.recall({ delete: { ...nothingObserved, passedFresh: true, refusedStale: true, ...seen } }, null);
      return bucket(guards).operations.find(({ operation }) => operation === 'delete')?.explanation;
    };
    expect(said({})).toMatch(/too late, in this bucket\. Two at the very same moment were not tried\.$/);
    expect(said({ raced: true })).toMatch(/in this bucket\. Of several sent at the very same moment/);
    expect(said({ elsewhere: true })).toMatch(/in another bucket\. Two at the very same moment/);
    expect(said({ form: 'unquoted' })).toContain('in this bucket, with the ETag unquoted.');
    for (const seen of [{}, { raced: true }, { elsewhere: true }])
      expect(said(seen)).not.toContain('no window');
  });

  test('by the weaker of a save and a new file, in two words', () => {
    const guards = new Guards(false);
    guards.of('replace').observe({ passedFresh: true, refusedStale: true });
    expect(bucket(guards).level).toBe('checked');
    expect(isUntried(bucket(guards))).toBe(true);
    expect(bucket(guards, false)).toMatchObject({ level: 'none' });
  });

  test('of a save that was compared with the time in which nobody looked', () => {
    expect(guardedWords({ by: 'comparison', milliseconds: 1234 })).toContain('within the 1,234 ms');
  });

  test('of a save that could not be read back, that too', () => {
    const words = guardedWords({ by: 'unread', milliseconds: 1234 });
    expect(words).toContain('could not be read back');
    expect(words).toContain('within the 1,234 ms');
  });

  test.each([
    ['history', 'their text is in its history.'],
    ['bucket', 'could not be put into its history; the bucket keeps it as version v7.'],
    ['nobody', 'Somebody else had just deleted the file.'],
  ] as const)('of a save over another text with who keeps that: %s', (keptBy, words) => {
    expect(guardedWords({ by: 'displaced', keptBy, version: 'v7' })).toContain(words);
  });

  test('of several changes by the one that was guarded least', () => {
    const compared = (milliseconds: number) => ({ by: 'comparison', milliseconds }) as const;
    expect(leastGuarded([{ by: 'server' }, compared(9), null, compared(5)])).toEqual(compared(9));
    const displaced = (keptBy: 'history' | 'bucket') => ({ by: 'displaced', keptBy, version: '7' }) as const;
    expect(leastGuarded([displaced('history'), compared(9)])).toEqual(displaced('history'));
    expect(leastGuarded([displaced('bucket'), displaced('history')])).toEqual(displaced('bucket'));
    expect(leastGuarded([])).toBeNull();
  });
});
