import { z } from 'zod';

/**
 * A text on its way to main: as it is, or, where it is so large that a call would block a frame, the name under
 * which it was handed over before by `PUT` to `handedUrl`. A name is good once, and for a minute.
 */
export const sentTextSchema = z.union([z.string(), z.object({ handed: z.string().min(8).max(64) })]);

/** Texts of more characters than this are handed over. */
export const maxSentLength = 64 * 1024;

/** The `cause` of an error that says that a handed text is not there (any more): hand it over again. */
export const notHanded = 'TEXT_NOT_HANDED';

export type SentText = z.infer<typeof sentTextSchema>;
