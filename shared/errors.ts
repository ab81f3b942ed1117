import { z } from 'zod';

/**
 * Every way in which a call can fail, known to both sides. The code decides what the screen offers next;
 * the message says in one sentence what failed, where and why.
 */
export const errorCodes = [
  'NOT_FOUND',
  'EXISTS',
  'CONFLICT',
  'READ_ONLY',
  'FORBIDDEN',
  'SIGN_IN',
  'INVALID_NAME',
  'OUTSIDE_STORE',
  'NOT_A_FILE',
  'NOT_TEXT',
  'TOO_LARGE',
  'NO_SPACE',
  'BUSY',
  'UNREACHABLE',
  'TIMEOUT',
  'CANCELLED',
  'UNSUPPORTED',
  'WOULD_LOSE',
  'COSTLY',
  'INVALID',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Why somebody was not allowed to, as Amazon's servers say it. */
export const denialSchema = z.object({
  /** ARN of who asked. */
  principal: z.string(),
  /** `s3:ListBucket`. */
  action: z.string(),
  /** ARN; null where it is not said. */
  resource: z.string().nullable(),
  /** The kind of policy that allows it not, or denies it: `identity-based`, `service control`. */
  policy: z.string().nullable(),
  /** Whether it is denied outright, so that no further permission helps. */
  explicit: z.boolean(),
});

/** What an error carries besides its code and message. */
export const errorDataSchema = z.object({
  /** The key, folder or endpoint that it is about. */
  where: z.string().optional(),
  /** What the system below answered: an errno or an S3 error name. Never a secret. */
  cause: z.string().optional(),
  /** The proxy that failed, or did not let a request through. */
  proxy: z.string().optional(),
  /** The region that a bucket is in, where the server said that it is another than the one asked for. */
  region: z.string().optional(),
  /** True where a change was refused or cut off, and may have been done all the same. */
  mayBeDone: z.boolean().optional(),
  /** For CONFLICT: the version that is there now; null where the file is gone. */
  currentVersion: z.string().nullable().optional(),
  /** For WOULD_LOSE: what would be lost. Hand it back to do it all the same. */
  loses: z.array(z.string()).optional(),
  /** For COSTLY: about how many requests it takes. Say `agreed` to do it all the same. */
  requests: z.number().optional(),
  /** What a server says of who was denied what, where it says it. */
  denial: denialSchema.optional(),
});

export type Denial = z.infer<typeof denialSchema>;
export type ErrorData = z.infer<typeof errorDataSchema>;

/** The one error class of storage, core and services. Everything else that is thrown is a defect. */
export class StoreError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
    this.data = data;
  }
}

/** True for a StoreError, of the given code if one is given. */
export function isStoreError(error: unknown, code?: ErrorCode): error is StoreError {
  return error instanceof StoreError && (code === undefined || error.code === code);
}

/** Fails to compile where a union has a member that nobody handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
