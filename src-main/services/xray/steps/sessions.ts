import { joinKey } from '#shared/format/keys.ts';
import { counted } from '../../stores/counted.ts';
import { locateRoot } from '../../stores/locate-root.ts';
import { type Finding, passed, type Step, skipped } from '../finding.ts';
import type { Trial } from '../trial.ts';

/** Looks for the sessions, as opening does. */
export const sessionsStep: Step = { name: 'sessions', needs: ['list'], run: findSessions };

async function findSessions({ storage, location, options }: Trial): Promise<Finding> {
  const found = await locateRoot(storage, { ...options, place: location.prefix });
  if (found.kind === 'choose') {
    const places = found.candidates.map(({ path }) => (path === '' ? 'here' : path)).join(', ');
    return passed(`They can be read from several places: ${places}. You will be asked which.`);
  }
  if (found.path.startsWith('..')) {
    return passed('This lies inside sessions/, so the folder above that will be opened.');
  }
  const { folders, cursor } = await storage.listLevel(joinKey(found.path, 'sessions'), options);
  if (folders.length === 0) return skipped('There are no sessions here yet.');
  const number = `${cursor === null ? '' : 'at least '}${counted(folders.length, 'session')}`;
  return passed(`Found ${number}${found.path === '' ? '' : ` below ${found.path}/`}.`);
}
