import type { TestStep } from '#shared/contract/stores.ts';
import { isStoreError } from '#shared/errors.ts';
import { joinKey } from '#shared/format/keys.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { CallOptions, Entry, LevelPage, StorageBackend } from '#storage/backend.ts';
import type { RequestHandlers } from '../network/request-handler.ts';
import { counted } from './counted.ts';
import { locateRoot } from './locate-root.ts';
import { connectS3, findCredentials, type S3Keys } from './s3-connection.ts';

/** What a step found out; skipped where there was nothing to try. */
interface Finding {
  readonly outcome: 'passed' | 'skipped';
  readonly message: string;
}

interface TestOptions extends CallOptions {
  readonly requestHandlers?: RequestHandlers;
}

/** One run of the test; each step leaves to the next what it found. */
interface Trial {
  readonly location: S3Location;
  readonly keys: S3Keys | undefined;
  readonly options: TestOptions;
  storage?: StorageBackend;
  top?: LevelPage;
}

const steps: readonly [TestStep['step'], (trial: Trial) => Promise<Finding>][] = [
  ['credentials', tryCredentials],
  ['list', tryListing],
  ['read', tryReading],
  ['sessions', trySessions],
];

/**
 * Tries an S3 location step by step: finds credentials, lists, reads a byte, looks for sessions. Writes
 * nothing. Each step is given when it starts and when it ends; after one that fails, the rest is skipped.
 */
export async function* testConnection(
  location: S3Location,
  keys: S3Keys | undefined,
  options: TestOptions,
): AsyncGenerator<TestStep> {
  const trial: Trial = { location, keys, options };
  let failed = false;
  try {
    for (const [step, run] of steps) {
      if (failed) {
        yield { step, outcome: 'skipped', message: 'Not tried.', milliseconds: 0 };
        continue;
      }
      yield { step, outcome: 'running', message: '', milliseconds: 0 };
      const start = performance.now();
      const ended = await outcomeOf(run(trial));
      failed = ended.outcome === 'failed';
      yield { step, ...ended, milliseconds: Math.round(performance.now() - start) };
    }
  } finally {
    await trial.storage?.close();
  }
}

async function outcomeOf(finding: Promise<Finding>): Promise<Pick<TestStep, 'outcome' | 'message'>> {
  try {
    return await finding;
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return { outcome: 'failed', message: error.message };
  }
}

async function tryCredentials(trial: Trial): Promise<Finding> {
  const message = await findCredentials(trial.location, trial.keys, trial.options);
  trial.storage = connectS3(trial.location, trial.keys, undefined, trial.options.requestHandlers);
  return { outcome: 'passed', message };
}

async function tryListing(trial: Trial): Promise<Finding> {
  const top = await trial.storage?.listLevel('', trial.options);
  if (!top || top.folders.length + top.files.length === 0) {
    return {
      outcome: 'passed',
      message: 'Listing works. There is nothing here yet: check the prefix if you expected something.',
    };
  }
  trial.top = top;
  const more = top.cursor === null ? '' : ', and there is more';
  return {
    outcome: 'passed',
    message: `Found ${counted(top.folders.length, 'folder')} and ${counted(top.files.length, 'file')}${more}.`,
  };
}

async function tryReading({ storage, top, options }: Trial): Promise<Finding> {
  const file = storage && top && (top.files[0] ?? (await firstFile(storage, options)));
  if (!storage || !file) return { outcome: 'skipped', message: 'There is no file to try.' };
  await storage.readBytes(file.key, { ...options, range: { start: 0, end: 0 } });
  return { outcome: 'passed', message: `Reading works, tried on “${file.key}”.` };
}

async function firstFile(storage: StorageBackend, options: CallOptions): Promise<Entry | undefined> {
  for await (const { entries } of storage.listAll('', options)) return entries[0];
  return undefined;
}

async function trySessions({ storage, top, location, options }: Trial): Promise<Finding> {
  const none: Finding = { outcome: 'skipped', message: 'There are no sessions here yet.' };
  if (!storage || !top) return none;
  const found = await locateRoot(storage, { ...options, place: location.prefix });
  if (found.kind === 'choose') {
    const places = found.candidates.map(({ path }) => (path === '' ? 'here' : path)).join(', ');
    return {
      outcome: 'passed',
      message: `Sessions can be read from several places: ${places}. You will be asked.`,
    };
  }
  if (found.path.startsWith('..')) {
    return {
      outcome: 'passed',
      message: 'This lies inside sessions/, so the folder above that will be opened.',
    };
  }
  const { folders, cursor } = await storage.listLevel(joinKey(found.path, 'sessions'), options);
  if (folders.length === 0) return none;
  const where = found.path === '' ? '' : ` below ${found.path}/`;
  const number = `${cursor === null ? '' : 'at least '}${counted(folders.length, 'session')}`;
  return { outcome: 'passed', message: `Found ${number}${where}.` };
}
