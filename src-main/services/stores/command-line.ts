import type { OpenResult } from '#shared/contract/stores.ts';
import { isStoreError } from '#shared/errors.ts';
import type { Store } from '#shared/model/store.ts';
import type { Services } from '../index.ts';
import { inAction } from '../meter/actions.ts';
import type { Problem } from './describe-store.ts';
import { parseLocation, shownAddress } from './parse-location.ts';

/**
 * Opens the stores named on the command line; with none, those that were open the last time. All are opened at
 * once and have a row from the start, so a slow one holds up nobody, and need not be waited for. Answers a line
 * for each that could not be opened.
 */
export async function openFromCommandLine(
  services: Services,
  { stores, readOnly }: { stores: readonly string[]; readOnly: boolean },
): Promise<string[]> {
  if (stores.length === 0) await reopen(services);
  const problems: (string | null)[] = [];
  const openings: Promise<void>[] = [];
  for (const [index, argument] of stores.entries()) {
    const open = await begin(services, argument, readOnly);
    openings.push(
      open().then((problem) => {
        problems[index] = problem;
      }),
    );
  }
  await Promise.all(openings);
  return problems.filter((problem) => problem !== null);
}

/** Shows the row of a store; what is returned opens it and answers what went wrong, if anything. */
async function begin(
  { stores, opening }: Services,
  argument: string,
  readOnly: boolean,
): Promise<() => Promise<string | null>> {
  try {
    const location = parseLocation(argument, process.env);
    // What is set up there (keys, a proxy) stands in no address.
    const known = await stores.connectionTo(location);
    const id = await stores.expect(location, { readOnly });
    return async () => {
      const problem = await problemOf(() => {
        if (known !== null) return inAction('stores.connect', () => opening.connect(known, { readOnly }));
        return location.kind === 's3'
          ? inAction('stores.openS3', () => opening.openS3({ location, readOnly }, {}))
          : opening.openFolder({ path: location.path, readOnly }, {});
      });
      stores.settle(id, problem);
      return problem && `“${shownAddress(argument)}” could not be opened. ${problem.message}`;
    };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return async () => `“${shownAddress(argument)}” could not be opened. ${error.message}`;
  }
}

async function problemOf(open: () => Promise<Store | OpenResult>): Promise<Problem | null> {
  try {
    const result = await open();
    if (!('candidates' in result)) return null;
    const places = result.candidates.map(({ path }) => path || '.').join(', ');
    return { code: 'INVALID', message: `It holds more than one store: ${places}. Name one of them.` };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return error;
  }
}

/** Folders come back by themselves; buckets only when asked, since that costs requests and a sign-in. */
async function reopen(services: Services): Promise<void> {
  const { restoreOnStart } = await services.settings.get();
  if (!restoreOnStart) return;
  const open = new Set(await services.stores.wasOpen());
  const folders = (await services.stores.list()).filter(
    ({ id, location }) => open.has(id) && location.kind === 'folder',
  );
  // What went wrong stands in the store's row.
  await Promise.allSettled(folders.map(({ id }) => services.opening.connect(id, {})));
}
