import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { StoreError } from '#shared/errors.ts';
import { describeError } from '#ui/client/errors.ts';

const conflict = new ORPCError('CONFLICT', {
  defined: true,
  message: 'a.md changed.',
  data: { where: 'a.md', currentVersion: null },
});

describe('what a failed call says', () => {
  test('an error of the contract is passed on with its data', () => {
    expect(describeError(conflict)).toEqual({
      code: 'CONFLICT',
      message: 'a.md changed.',
      data: { where: 'a.md', currentVersion: null },
      cancelled: false,
      answered: true,
    });
  });

  test('a defect in main shows no words of its own', () => {
    const defect = new ORPCError('INTERNAL_SERVER_ERROR', { message: 'x is undefined' });
    const { code, message } = describeError(defect);
    expect(code).toBe('INTERNAL');
    expect(message).not.toContain('undefined');
  });

  test('what the window itself refuses says why', () => {
    const refused = new StoreError('NOT_TEXT', 'This version is not text.', { where: 'a.md' });
    expect(describeError(refused)).toEqual({
      code: 'NOT_TEXT',
      message: 'This version is not text.',
      data: { where: 'a.md' },
      cancelled: false,
      answered: false,
    });
  });

  test('anything else is a lost connection, and nobody knows whether main has the call', () => {
    const lost = describeError(new Error('[AsyncIdQueue] closed'));
    expect(lost).toMatchObject({ code: 'UNREACHABLE', answered: false });
  });

  test('whatever was thrown, the signal decides whether the caller stopped it', () => {
    const controller = new AbortController();
    expect(describeError(new Error('x'), controller.signal).cancelled).toBe(false);
    controller.abort();
    expect(describeError(new Error('x'), controller.signal).cancelled).toBe(true);
  });
});
