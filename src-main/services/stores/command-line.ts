import { StoreError } from '#shared/errors.ts';
import type { Services } from '../index.ts';
import { parseLocation } from './parse-location.ts';

/**
 * Opens the stores named on the command line; with none, those that were open the last time. Answers a line
 * for each that could not be opened: one bad store never keeps the app from starting.
 */
export async function openFromCommandLine(
  services: Services,
  { stores, readOnly }: { stores: readonly string[]; readOnly: boolean },
): Promise<string[]> {
  const problems: string[] = [];
  for (const argument of stores) {
    try {
      const location = parseLocation(argument, process.env);
      const result =
        location.kind === 's3'
          ? await services.opening.openS3({ location, readOnly }, {})
          : await services.opening.openFolder({ path: location.path, readOnly }, {});
      if (result.kind === 'choose') {
        const places = result.candidates.map(({ path }) => path || '.').join(', ');
        problems.push(`“${argument}” holds more than one store: ${places}. Name one of them.`);
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      problems.push(`“${argument}” could not be opened. ${error.message}`);
    }
  }
  if (stores.length === 0) await reopen(services);
  return problems;
}

/** Folders come back by themselves; buckets only when asked, since that costs requests and a sign-in. */
async function reopen(services: Services): Promise<void> {
  const { restoreOnStart } = await services.settings.get();
  if (!restoreOnStart) return;
  const open = new Set(await services.stores.wasOpen());
  for (const store of await services.stores.list()) {
    if (!open.has(store.id) || store.location.kind !== 'folder') continue;
    // What went wrong stands in the store's row.
    await services.opening.connect(store.id, {}).catch(() => undefined);
  }
}
