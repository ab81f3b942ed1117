import { isStoreError } from '#shared/errors.ts';
import { isRefusal, mayBeCarriedOut } from './sending.ts';

/** What the SDK throws, as far as this looks at it; servers may put anything into it. */
interface SdkError {
  readonly name: string;
  readonly message?: string | undefined;
  /** An errno of the network, which the SDK leaves on errors that it renames to TimeoutError. */
  readonly code?: string | undefined;
  /** Of a connection that failed by its proxy: the proxy's address, and what it answered, if it did. */
  readonly proxy?: string | undefined;
  readonly statusCode?: number | undefined;
  readonly Region?: string | undefined;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number } | undefined;
  readonly $response?: { readonly headers?: Record<string, string> } | undefined;
}

/** HTTP status of an answer that the SDK threw; 0 where there was none. */
export function statusOf(error: unknown): number {
  return sdkError(error).$metadata?.httpStatusCode ?? 0;
}

/** How often the SDK had sent a request when it gave up. */
export function attemptsOf(error: unknown): number {
  return sdkError(error).$metadata?.attempts ?? 1;
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

/** Characters that are looked at of what a server says; none says as much that means something. */
const longest = 4096;

/** It, whatever was thrown, with each text cut to a length that is safe to search, to show and to log. */
export function sdkError(error: unknown): SdkError {
  if (typeof error !== 'object' || error === null || !('name' in error)) return { name: 'Error' };
  const { message, code, proxy, statusCode, Region, $metadata, $response } = error as Partial<SdkError>;
  return {
    name: cut(error.name) ?? 'Error',
    message: cut(message),
    code: cut(code),
    proxy: cut(proxy),
    statusCode,
    Region: cut(Region),
    $metadata,
    $response,
  };
}

/** What an answer says beside its name becomes part of the error as it is, texts or not. */
function cut(said: unknown): string | undefined {
  return typeof said === 'string' ? said.slice(0, longest) : undefined;
}
