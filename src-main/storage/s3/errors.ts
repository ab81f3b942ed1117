import { isStoreError } from '#shared/errors.ts';
import { isRefusal, mayBeCarriedOut } from './sending.ts';

/** What the SDK throws, as far as this looks at it. */
interface SdkError {
  readonly name: string;
  readonly message?: string;
  /** An errno of the network, which the SDK leaves on errors that it renames to TimeoutError. */
  readonly code?: string;
  /** Of a connection that failed by its proxy: the proxy's address, and what it answered, if it did. */
  readonly proxy?: string;
  readonly statusCode?: number;
  readonly Region?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Record<string, string> };
}

/** HTTP status of an answer that the SDK threw; 0 where there was none. */
export function statusOf(error: unknown): number {
  return sdkError(error).$metadata?.httpStatusCode ?? 0;
}

/** Whether the error of a change leaves open if some try of it was carried out. */
export function isLost(error: unknown): boolean {
  const status = statusOf(error);
  const isAnsweredOpenly = !isStoreError(error) && status > 0 && !isRefusal(status);
  return mayBeCarriedOut(error) || isAnsweredOpenly;
}

/** Milliseconds without progress for finding out whether a change was done whose answer got lost. */
export const settlingTime = 10_000;

/** A change that failed, and of which could not be found out whether it was done all the same. */
export class Unsettled extends Error {
  constructor(cause: unknown) {
    super('It is not known whether it was done.', { cause });
  }
}

/** An answer whose end is missing, or that does not fit what else is known. */
export function cutAnswer(): Error {
  return Object.assign(new Error('An answer was cut short.'), { name: 'CutAnswer' });
}

/** The S3 name of an error, e.g. `NoSuchKey`. */
export function nameOf(error: unknown): string {
  return sdkError(error).name;
}

/** It, whatever was thrown. */
export function sdkError(error: unknown): SdkError {
  return typeof error === 'object' && error !== null && 'name' in error
    ? (error as SdkError)
    : { name: 'Error' };
}
