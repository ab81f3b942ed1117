import { z } from 'zod';
import type { DraftService } from '#services/drafts/drafts.ts';
import { StoreError } from '#shared/errors.ts';
import { draftIdSchema } from '#shared/model/draft.ts';

const partSchema = z.enum(['text', 'base', 'saving']);

/** Answers GET: one text of a draft, for what is too long for a call's answer. */
export async function readDraftText(
  drafts: DraftService,
  { id, part }: { id: string; part: string },
): Promise<Response> {
  const text = await drafts.textOf(checked(draftIdSchema, id), checked(partSchema, part));
  return new Response(text, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

function checked<T>(schema: z.ZodType<T>, value: string): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new StoreError('INVALID_NAME', 'The address of this draft is damaged.');
  return result.data;
}
