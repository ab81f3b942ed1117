import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { progressSchema } from '../model/app.ts';
import {
  keepsVersionsSchema,
  pastFileSchema,
  pastSessionSchema,
  pastSessionsSchema,
} from '../model/past-session.ts';
import { sessionIdSchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { base } from './base.ts';

const ofSession = z.object({ store: storeIdSchema, session: sessionIdSchema });

/** Whether somebody has agreed to what it costs. */
const agreed = z.boolean().default(false);

/** What a bucket's own versions know of sessions and files that were deleted. */
export const past = {
  /** One request. `no` for every other kind of store. */
  keeps: base.input(z.object({ store: storeIdSchema })).output(keepsVersionsSchema),
  /**
   * Searches the next 1,000 sessions whose ids begin so: two requests, seldom more. Rejects `FORBIDDEN` where
   * versions may not be listed, `UNSUPPORTED` where there are none.
   */
  sessions: base
    .input(
      z.object({ store: storeIdSchema, startsWith: z.string().max(1024), cursor: z.string().nullable() }),
    )
    .output(pastSessionsSchema),
  /**
   * The deleted files of a session, whether it is gone or not: a request for each 1,000 states that are kept. Rejects
   * `COSTLY` where that may be more than the settings allow unasked.
   */
  files: base.input(ofSession.extend({ agreed })).output(pastSessionSchema),
  /**
   * Brings files back as they were, content type, metadata and tags included. Another file that is there by now is
   * left alone and named in `kept`. Stopped or failed in between, it can be done again. Rejects `COSTLY` where it takes
   * more requests than the settings allow unasked.
   */
  restore: base
    .input(
      ofSession.extend({
        files: z
          .array(pastFileSchema.pick({ key: true, id: true, size: true }))
          .min(1)
          .max(10_000),
        agreed,
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progressSchema,
          z.object({ kind: z.literal('done'), restored: z.number(), kept: z.array(z.string()) }),
        ]),
      ),
    ),
};
