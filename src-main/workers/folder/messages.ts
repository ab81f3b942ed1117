import type { ErrorCode, ErrorData } from '#shared/errors.ts';
import type {
  Displaced,
  Entry,
  LevelOptions,
  Precondition,
  ReadOptions,
  ReadResult,
  WatchEvent,
  WriteResult,
} from '#storage/backend.ts';
import type { PackedBatch, PackedLevel } from './packing.ts';

/** What a call is given; its signal travels as an `abort` of its own. */
export interface Questions {
  readBytes: { key: string; options: Omit<ReadOptions, 'signal'> };
  stat: { key: string };
  delete: { key: string; condition: Precondition };
  /** Without bytes the worker pulls them piece by piece. */
  write: { key: string; bytes: Uint8Array | null; condition: Precondition };
  list: { prefix: string };
  level: { folder: string; options: Omit<LevelOptions, 'signal'> };
  /** Begins a full listing, whose batches are then asked for by `next`. */
  all: { folder: string };
  next: { listing: number };
  /** Before anything is read. */
  recover: object;
  /** Before the thread is ended: what is still to be done is done now. */
  settle: object;
}

/** What a call is answered with. */
export interface Answers {
  readBytes: ReadResult;
  stat: Entry | null;
  delete: boolean;
  write: WriteResult;
  list: string;
  level: PackedLevel;
  all: null;
  next: PackedBatch | null;
  recover: null;
  settle: null;
}

export type Method = keyof Questions;

export type Call = { [M in Method]: { type: 'call'; id: number; method: M; question: Questions[M] } }[Method];

/** To the worker. Numbers name calls, listings and watches alike. */
export type Request =
  | Call
  | { type: 'piece'; id: number; bytes: Uint8Array | null }
  | { type: 'watch'; id: number; keys: readonly string[] }
  | { type: 'abort'; id: number }
  /** Whether a displaced text is kept now. */
  | { type: 'kept'; id: number; kept: boolean };

/** From the worker. */
export type Response =
  | { type: 'answer'; id: number; value: Answers[Method] }
  | { type: 'failure'; id: number; code: ErrorCode; message: string; data: ErrorData }
  | { type: 'pull'; id: number }
  | { type: 'event'; id: number; event: WatchEvent }
  | { type: 'displaced'; id: number; displaced: Displaced };

/** What the worker is started with. */
export interface FolderWorkerData {
  readonly root: string;
}
