import { z } from 'zod';
import { storeIdSchema } from '../model/store.ts';
import { usageSchema } from '../model/usage.ts';
import { base } from './base.ts';

export const meter = {
  /** What a store has cost since the app was started, what cost most first. */
  usage: base.input(z.object({ store: storeIdSchema })).output(usageSchema),
};
