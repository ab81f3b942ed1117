import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { liveStateSchema, shownSchema } from '../model/live.ts';
import { base } from './base.ts';

/** Names a window for as long as its connection lasts. */
const windowSchema = z.string().min(8).max(64);

/** What happens in the stores without this app doing it. The changes themselves come with `app.events`. */
export const live = {
  /** How the stores that this window shows are followed: all states now, then each as it changes. */
  follow: base.input(z.object({ window: windowSchema })).output(eventIterator(liveStateSchema)),
  /** Says what the window shows from now on. It counts until the window's `follow` ends. */
  show: base
    .input(z.object({ window: windowSchema, hidden: z.boolean(), shown: z.array(shownSchema).max(50) }))
    .output(z.void()),
};
