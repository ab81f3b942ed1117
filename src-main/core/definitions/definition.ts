import type { z } from 'zod';
import { StoreError } from '#shared/errors.ts';
import { parseFrontMatter } from '#shared/format/front-matter.ts';

/** A definition file that was read. */
export interface Definition<T> {
  /** Where it lies. */
  readonly key: string;
  readonly config: T;
  /** The Markdown below the front matter. */
  readonly body: string;
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (!issue || issue.code === 'custom') return `${issue?.message ?? ''}.`;
  const path = issue.path.map(String).join('.');
  return issue.input === undefined && issue.code === 'invalid_type'
    ? `“${path}” is missing or empty.`
    : `“${path}” is not as expected: ${issue.message}.`;
}

/** A definition from front matter that was parsed already. Throws `INVALID` with the field that is wrong. */
export function definitionOf<T>(
  schema: z.ZodType<T>,
  key: string,
  parsed: { readonly metadata: unknown; readonly body: string },
): Definition<T> {
  const result = schema.safeParse(parsed.metadata, { reportInput: true });
  if (result.success) return { key, config: result.data, body: parsed.body };
  throw new StoreError('INVALID', `${key}: ${reasonOf(result.error.issues[0])}`, { where: key });
}

/** Reads a definition file. Throws `INVALID` with what is wrong and where. */
export function parseDefinition<T>(schema: z.ZodType<T>, key: string, text: string): Definition<T> {
  try {
    return definitionOf(schema, key, parseFrontMatter(text));
  } catch (error) {
    if (!(error instanceof StoreError) || error.data.where === key) throw error;
    throw new StoreError(error.code, `${key}: ${error.message}`, { where: key }, { cause: error });
  }
}
