import { z } from 'zod';

/** Field types that take and refuse what the library's models (pydantic, in its lax mode) do. */

const trueWords = ['1', 'true', 't', 'yes', 'y', 'on'];
const falseWords = ['0', 'false', 'f', 'no', 'n', 'off'];

/** Text; a number in its place is refused. */
export const pythonString = z.string({ error: 'it must be text' });

/** A whole number, also one in quotes. */
export const pythonInt = z.preprocess(toNumber, z.int({ error: 'it must be a whole number' }));

/** A number, also one in quotes. */
export const pythonFloat = z.preprocess(toNumber, z.number({ error: 'it must be a number' }));

/** Yes or no, also as a word in quotes, 0 or 1. */
export const pythonBool = z.preprocess(toBoolean, z.boolean({ error: 'it must be true or false' }));

/** A list of text. */
export const pythonStrings = z.array(pythonString, { error: 'it must be a list' });

/** Text, or null where it is null or missing. */
export const optionalString = pythonString.nullish().transform((text) => text ?? null);

/** One text or several, as a list. */
export const oneOrMore = z
  .union([pythonString.transform((text) => [text]), pythonStrings], {
    error: 'it must be text or a list of text',
  })
  .transform((list): readonly string[] => list);

function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' && /^\s*[+-]?[\d.]+(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : value;
}

function toBoolean(value: unknown): unknown {
  const word = String(value).toLowerCase();
  if (trueWords.includes(word)) return true;
  return falseWords.includes(word) ? false : value;
}
