import { z } from 'zod';
import { storeLocationSchema } from '#shared/model/store.ts';

/** What a command line of the desktop app asks for. */
export interface Asked {
  readonly stores: readonly string[];
  readonly readOnly: boolean;
}

/**
 * Reads the command line that Electron was started with. Switches of Chromium and of the system stand among
 * the stores, so what is not known is passed over. Run from sources, the first name is the app itself.
 */
export function readCommandLine(argv: readonly string[], fromSources: boolean): Asked {
  const args = argv.slice(1);
  const names = args.filter((argument) => !argument.startsWith('-'));
  return { stores: fromSources ? names.slice(1) : names, readOnly: args.includes('--read-only') };
}

/** What a second start hands to the first: where the stores lie, as seen from its own folder. */
export const handoverSchema = z.object({ locations: z.array(storeLocationSchema), readOnly: z.boolean() });

export type Handover = z.infer<typeof handoverSchema>;
