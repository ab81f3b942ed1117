import { joinKey } from '#shared/format/keys.ts';
import type { Mend } from '#shared/model/mend.ts';
import { counted } from '../../stores/counted.ts';
import { locateRoot } from '../../stores/locate-root.ts';
import { resolvePrefix } from '../../stores/resolve-prefix.ts';
import { type Finding, passed, type Step, skipped } from '../finding.ts';
import type { Trial } from '../trial.ts';

/** Looks for the sessions, as opening does. */
export const sessionsStep: Step = { name: 'sessions', needs: ['list'], run: findSessions };

/** As many places as can be offered at once. */
const mostPlaces = 5;

async function findSessions(trial: Trial): Promise<Finding> {
  const { storage, location, options } = trial;
  const { prefix } = location;
  const found = await locateRoot(storage, { ...options, place: prefix });
  if (found.kind === 'choose') {
    trial.root = found.candidates.some(({ path }) => path === '') ? '' : null;
    const below = found.candidates.filter(({ path }) => path !== '').slice(0, mostPlaces);
    const places = found.candidates.map(({ path }) => (path === '' ? 'here' : path)).join(', ');
    const message = `They can be read from several places: ${places}. You will be asked which.`;
    return {
      outcome: 'warned',
      message,
      mends: below.map(({ path }) => prefixMend(resolvePrefix(prefix, path))),
    };
  }
  if (found.path.startsWith('..')) {
    trial.root = null;
    const message = 'This lies inside sessions/, so the folder above that will be opened.';
    return { outcome: 'warned', message, mends: [prefixMend(resolvePrefix(prefix, found.path))] };
  }
  trial.root = found.path;
  const { folders, cursor } = await storage.listLevel(joinKey(found.path, 'sessions'), options);
  if (folders.length === 0) return skipped('There are no sessions here yet.');
  const number = `${cursor === null ? '' : 'at least '}${counted(folders.length, 'session')}`;
  return passed(`Found ${number}${found.path === '' ? '' : ` below ${found.path}/`}.`);
}

function prefixMend(value: string): Mend {
  return { kind: 'set', field: 'prefix', value, why: '' };
}
