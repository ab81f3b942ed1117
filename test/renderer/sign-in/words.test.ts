import { describe, expect, test } from 'vitest';
import type { SignIn } from '#shared/model/sign-in.ts';
import { alsoWords, isUrgent, standingOf, verbOf } from '#ui/sign-in/words.ts';

const now = Date.parse('2026-02-01T12:00:00');
const minute = 60_000;
const good: SignIn = {
  state: 'good',
  asks: 'code',
  generation: 1,
  expiresAt: null,
  renews: true,
  problem: null,
};

describe('how a store stands with its credentials', () => {
  test('is said only where somebody will have to do something', () => {
    expect(standingOf(good, now)).toBeNull();
    expect(standingOf({ ...good, expiresAt: now + minute }, now)).toBeNull();
  });

  test('is known ahead, and pressing from five minutes before', () => {
    const ends = (minutes: number) =>
      standingOf({ ...good, renews: false, expiresAt: now + minutes * minute }, now);
    expect(ends(52)).toMatchObject({ kind: 'known', short: 'Signed in until 12:52' });
    expect(ends(5)).toMatchObject({ kind: 'ending', short: 'Sign-in ends in 5 min' });
    expect(ends(0.5)?.sentence).toContain('ends in 1 minute.');
  });

  test('is that it has ended and is tried again, where it could not be renewed', () => {
    const problem = 'The credentials have expired, and renewing them took too long.';
    const overdue = { ...good, state: 'overdue', problem } as const;
    const standing = standingOf(overdue, now);
    expect(standing).toMatchObject({ kind: 'overdue', short: 'Credentials expired' });
    expect(standing?.sentence).toBe(`${problem} It is tried again by itself.`);
    expect(standing && isUrgent(standing)).toBe(true);
    expect(verbOf(overdue)).toBe('Renew now');
  });

  test('is why it has ended, once it has', () => {
    const needed = { ...good, state: 'needed', problem: 'The credentials have expired.' } as const;
    expect(standingOf(needed, now)).toMatchObject({
      kind: 'needed',
      sentence: 'The credentials have expired.',
    });
  });
});

test('the action is called by what it asks for', () => {
  const verbs = (['code', 'page', 'keys', 'nothing'] as const).map((asks) => verbOf({ ...good, asks }));
  expect(verbs).toEqual(['Sign in', 'Sign in', 'Enter new keys', 'Look again']);
});

test('who else waits for an answer is named, each once', () => {
  const waiting = (...names: string[]) =>
    alsoWords({ name: 'Agents', also: names.map((name) => ({ store: null, name })) });
  expect(waiting()).toBe('');
  expect(waiting('Agents')).toBe('');
  expect(waiting('Archive')).toBe(' Archive waits for it, too.');
  expect(waiting('Archive', 'Staging', 'Archive')).toBe(' Archive and Staging wait for it, too.');
});
