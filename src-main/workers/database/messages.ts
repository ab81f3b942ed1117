import type { ErrorCode, ErrorData } from '#shared/errors.ts';

/** To the worker. `close` is answered like a call, and is the last. */
export type Request = { id: number; name: string; args: unknown } | { id: number; close: true };

/** From the worker. A `warning` is for the log; `kept`: how many bytes of contents came with the call. */
export type Response =
  | { id: number; value: unknown; kept?: number }
  | { id: number; failure: { code: ErrorCode; message: string; data: ErrorData } }
  | { id: number; defect: unknown }
  | { warning: string };

/** What the worker is started with. */
export interface DatabaseWorkerData {
  /** Of the database. */
  readonly path: string;
  /** Folder of the contents that are too large for it. */
  readonly contents: string;
}
