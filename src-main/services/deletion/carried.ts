import { z } from 'zod';
import { isStoreError } from '#shared/errors.ts';
import type { CallOptions, ReadableBackend, WriteOptions } from '#storage/backend.ts';

const carriedSchema = z.object({
  contentType: z.string().optional(),
  attributes: z
    .record(z.string(), z.union([z.string(), z.boolean(), z.record(z.string(), z.string())]))
    .optional(),
});

/** What a store keeps of a file besides its bytes, as text to be kept. What may not be read is left out. */
export async function readCarried(
  backend: ReadableBackend,
  key: string,
  contentType: string | null,
  options: CallOptions,
): Promise<string> {
  const attributes = await attributesOf(backend, key, options);
  return JSON.stringify({ contentType: contentType ?? undefined, attributes: attributes ?? undefined });
}

/** The options with which a file is written that carries it again. */
export function writeOptionsOf(carried: string): Pick<WriteOptions, 'contentType' | 'attributes'> {
  return carriedSchema.parse(JSON.parse(carried));
}

async function attributesOf(backend: ReadableBackend, key: string, options: CallOptions) {
  try {
    return await backend.readAttributes?.(key, options);
  } catch (error) {
    if (isStoreError(error, 'FORBIDDEN')) return null;
    throw error;
  }
}
