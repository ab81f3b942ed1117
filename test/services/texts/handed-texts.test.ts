import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HandedTexts } from '#services/texts/handed-texts.ts';

const megabytes = 1024 * 1024;

describe('a text that was handed over', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is taken once', () => {
    const texts = new HandedTexts();
    texts.put('name-one', 'a text');
    expect(texts.take({ handed: 'name-one' })).toBe('a text');
    expect(() => texts.take({ handed: 'name-one' })).toThrow('did not reach the app');
  });

  test('is the newer of two of one name', () => {
    const texts = new HandedTexts();
    texts.put('name-one', 'older');
    texts.put('name-one', 'newer');
    expect(texts.take({ handed: 'name-one' })).toBe('newer');
  });

  test('is forgotten after a minute', () => {
    const texts = new HandedTexts();
    texts.put('name-one', 'a text');
    vi.advanceTimersByTime(59_000);
    texts.put('name-two', 'another');
    vi.advanceTimersByTime(2_000);
    expect(() => texts.take({ handed: 'name-one' })).toThrow('did not reach the app');
    expect(texts.take({ handed: 'name-two' })).toBe('another');
  });

  test('gives way to newer ones where there are too many', () => {
    const texts = new HandedTexts();
    for (let index = 0; index < 5; index++) texts.put(`name-${index}000`, `${index}`.repeat(15 * megabytes));
    expect(() => texts.take({ handed: 'name-0000' })).toThrow('did not reach the app');
    expect(texts.take({ handed: 'name-4000' })).toHaveLength(15 * megabytes);
  });
});
