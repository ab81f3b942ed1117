import { type ErrorCode, StoreError } from '#shared/errors.ts';
import type { StorageBackend } from '#storage/backend.ts';

export function bytesOf(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

/** The StoreError that a call rejects with; anything else it throws is a defect and comes through. */
export async function failureOf(call: Promise<unknown>): Promise<StoreError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('The call went through.');
}

/** The code of the StoreError that a call rejects with. */
export async function codeOf(call: Promise<unknown>): Promise<ErrorCode> {
  return (await failureOf(call)).code;
}

/** Writes each key with itself as its text. */
export async function fill(storage: StorageBackend, keys: Iterable<string>): Promise<void> {
  for (const key of keys) await storage.write(key, key);
}

/** Everything that a stream gives. */
export async function gather<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of stream) all.push(part);
  return all;
}

/** Pieces of a source, made one at a time. */
export async function* pieces(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}

/** Lets the event loop turn for a while. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
