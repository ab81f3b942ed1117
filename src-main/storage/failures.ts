import { StoreError } from '#shared/errors.ts';
import { byteLength, checkKey, type KeyRules } from '#shared/format/keys.ts';
import type { Capabilities, Precondition } from './backend.ts';

/** Refusals that every backend words the same. */

/** The file that a call is about is not there. */
export function notFound(key: string): StoreError {
  return new StoreError('NOT_FOUND', `There is no file “${key}”.`, { where: key });
}

/** The precondition of a write or delete does not hold; nothing was changed. */
export function conflict(key: string, condition: Precondition, currentVersion: string | null): StoreError {
  return new StoreError('CONFLICT', conflictReason(key, condition, currentVersion), {
    where: key,
    currentVersion,
  });
}

function conflictReason(key: string, condition: Precondition, currentVersion: string | null): string {
  if (currentVersion === null) return `“${key}” has been deleted since it was read. Nothing was changed.`;
  if (condition.ifAbsent) return `There is a file “${key}” already. Nothing was changed.`;
  return `“${key}” has changed since it was read. Nothing was changed.`;
}

/** Rejects with `CANCELLED` once the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined, key: string): void {
  if (signal?.aborted) throw cancelled(key);
}

/** The caller has stopped the call, of which it may not be known how far it came. */
export function cancelled(key: string, mayBeDone = false): StoreError {
  if (!mayBeDone) return new StoreError('CANCELLED', 'This was stopped before it was done.', { where: key });
  const message = 'This was stopped. It may have been done all the same.';
  return new StoreError('CANCELLED', message, { where: key, mayBeDone });
}

/** Throws `INVALID_NAME` unless a backend with these limits can hold a file of this key. */
export function checkFits(
  key: string,
  rules: KeyRules,
  limits: Pick<Capabilities, 'maxSegmentBytes' | 'maxKeyBytes'>,
): void {
  checkKey(key, rules);
  const longest = Math.max(...key.split('/').map(byteLength));
  if (longest > limits.maxSegmentBytes) {
    const message = `The name is too long: one part of it has ${longest} bytes, and ${limits.maxSegmentBytes} is the most.`;
    throw new StoreError('INVALID_NAME', message, { where: key });
  }
  const length = byteLength(key);
  if (length > limits.maxKeyBytes) {
    const message = `The path is too long: it has ${length} bytes, and ${limits.maxKeyBytes} is the most here.`;
    throw new StoreError('INVALID_NAME', message, { where: key });
  }
}

/** Throws `TOO_LARGE` where a read would give more than the caller wants to hold. */
export function checkReadSize(key: string, length: number, maxBytes: number | undefined): void {
  if (maxBytes === undefined || length <= maxBytes) return;
  const message = `“${key}” is too large to be read at once: ${length} bytes, and ${maxBytes} is the most.`;
  throw new StoreError('TOO_LARGE', message, { where: key });
}

/** The part of a file of this size that a range asks for, cut at its end; the whole without a range. */
export function cutRange(
  size: number,
  range: { start: number; end: number } | undefined,
): { start: number; length: number } {
  if (!range) return { start: 0, length: size };
  const { start, end } = range;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new StoreError('INVALID', `Bytes ${start} to ${end} are not a range.`);
  }
  const first = Math.min(start, size);
  return { start: first, length: Math.min(end + 1, size) - first };
}
