import { ORPCError } from '@orpc/client';
import { type ErrorCode, type ErrorData, errorCodes, errorDataSchema, isStoreError } from '#shared/errors.ts';

/** What the screen needs to know of a failed call. */
export interface ErrorDescription {
  code: ErrorCode;
  /** One or two sentences for the user: what failed, where and why. */
  message: string;
  data: ErrorData;
  /** True where the caller itself stopped it: nothing to say then. */
  cancelled: boolean;
  /** True where main has answered, so that it has what was sent. Else that is not known. */
  answered: boolean;
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}

/**
 * Puts whatever a call threw into words. On cancel and on a lost connection the wire throws assorted errors, so
 * cancelling is decided by the signal that was handed to the call.
 */
export function describeError(error: unknown, signal?: AbortSignal): ErrorDescription {
  const cancelled = signal?.aborted === true;
  if (error instanceof ORPCError) {
    const data = errorDataSchema.safeParse(error.data);
    const code = isErrorCode(error.code) ? error.code : 'INTERNAL';
    const answered = isErrorCode(error.code) && error.defined;
    const message = answered
      ? error.message
      : 'The app could not carry this out. The log file has the details.';
    return {
      code,
      message,
      data: data.success ? data.data : {},
      cancelled: cancelled || code === 'CANCELLED',
      answered,
    };
  }
  if (isStoreError(error)) {
    const { code, message, data } = error;
    return { code, message, data, cancelled: cancelled || code === 'CANCELLED', answered: false };
  }
  return {
    code: 'UNREACHABLE',
    message: 'The connection to the app was lost before it answered. It is tried again by itself.',
    data: {},
    cancelled,
    answered: false,
  };
}
