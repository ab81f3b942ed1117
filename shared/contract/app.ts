import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { appEventSchema, appInfoSchema, settingsSchema, uiStateSchema } from '../model/app.ts';
import { keySchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { base } from './base.ts';

const folderEntrySchema = z.object({
  name: z.string(),
  path: z.string(),
  /** Whether it looks like a store: it holds `sessions/`. */
  store: z.boolean(),
});

export const app = {
  info: base.output(appInfoSchema),
  /** One stream for as long as the window lives. */
  events: base.output(eventIterator(appEventSchema)),
  settings: base.output(settingsSchema),
  setSettings: base.input(settingsSchema.partial()).output(settingsSchema),
  uiState: base.output(uiStateSchema),
  setUiState: base.input(uiStateSchema).output(z.void()),
  /** Versions, stores and the end of the log as text to paste, with secrets and names of files left out. */
  diagnostics: base.output(z.string()),
  /** The answer to a `closing` event. */
  closeAnswer: base.input(z.object({ close: z.boolean() })).output(z.void()),
  /**
   * How many documents hold unsaved edits, so that the host lets the page write them down before it closes; and of
   * how many they would be lost even so, since they cannot be kept.
   */
  setUnsaved: base
    .input(z.object({ count: z.number().int().min(0), lost: z.number().int().min(0) }))
    .output(z.void()),
};

/** What only the host can do; each rejects `UNSUPPORTED` where its capability is missing. */
export const host = {
  /** Null when the dialog was dismissed. */
  pickFolder: base.output(z.string().nullable()),
  /** Folders inside a folder, for the app's own folder browser; null is the home folder. */
  browse: base
    .input(z.object({ path: z.string().max(32_768).nullable() }))
    .output(
      z.object({ path: z.string(), parent: z.string().nullable(), folders: z.array(folderEntrySchema) }),
    ),
  reveal: base.input(z.object({ store: storeIdSchema, key: z.string().max(8192) })).output(z.void()),
  openOutside: base.input(z.object({ store: storeIdSchema, key: keySchema })).output(z.void()),
};
