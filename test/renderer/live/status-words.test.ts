import { describe, expect, it } from 'vitest';
import type { LiveState } from '#shared/model/live.ts';
import { statusWords } from '#ui/live/status-words.ts';

const asOf = new Date(2026, 1, 1, 15, 36, 12).getTime();

const state = (part: Partial<LiveState>): LiveState => ({
  store: 's',
  how: 'polled',
  every: 8_000,
  asOf,
  failing: null,
  limited: false,
  requests: 214,
  running: [],
  ...part,
});

describe('the age of what is shown', () => {
  it('is none where it is watched', () => {
    expect(statusWords(state({ how: 'watched', every: null })).text).toBe('Live');
  });

  it('is said with the pace where it is polled, and with its cost', () => {
    const { text, tooltip } = statusWords(state({}));
    expect(text).toBe('As of 15:36:12, polls every 8 s');
    expect(tooltip).toContain('214 requests so far');
  });

  it('is said where polling rests, with why', () => {
    expect(statusWords(state({ how: 'paused' })).text).toBe('As of 15:36:12');
    expect(statusWords(state({ how: 'off' })).tooltip).toContain('switched off');
  });

  it('counts from when it was reached last', () => {
    const failing = { since: asOf + 60_000, message: 'The server does not answer.' };
    expect(statusWords(state({ failing }))).toEqual({
      text: 'Not reached since 15:36',
      tooltip: 'The server does not answer.',
    });
  });
});
