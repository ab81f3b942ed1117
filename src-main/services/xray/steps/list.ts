import { isStoreError, type StoreError } from '#shared/errors.ts';
import type { Mend } from '#shared/model/mend.ts';
import { isAmazon } from '#storage/s3/endpoint.ts';
import { counted } from '../../stores/counted.ts';
import { failureOf, regionMends } from '../failure.ts';
import { type Finding, passed, type Step } from '../finding.ts';
import { listStatement } from '../statements.ts';
import type { Trial } from '../trial.ts';

/** Lists what lies at the store's root. */
export const listStep: Step = { name: 'list', needs: ['connection', 'credentials', 'identity'], run: list };

async function list(trial: Trial): Promise<Finding> {
  const { bucket, prefix } = trial.location;
  const subject = `s3://${bucket}/${prefix === '' ? '' : `${prefix}/`}`;
  try {
    const top = await trial.top();
    if (top.folders.length + top.files.length === 0) {
      const message = 'Listing works. There is nothing here yet: check the prefix if you expected something.';
      return { outcome: 'warned', message, subject };
    }
    const more = top.cursor === null ? '' : ', and there is more';
    const files = counted(top.files.length, 'file');
    return passed(`${counted(top.folders.length, 'folder')} and ${files}${more}.`, subject);
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return { ...(await failure(error, trial)), subject };
  }
}

async function failure(error: StoreError, trial: Trial): Promise<Finding> {
  const { location } = trial;
  const found = failureOf(error, {
    location,
    missing: { statement: listStatement(location), words: 'These credentials may not list here.' },
    principal: trial.principal,
  });
  if (error.code === 'FORBIDDEN')
    return { ...found, mends: [...(await prefixMends(trial)), ...(found.mends ?? [])] };
  if (error.data.region === undefined) {
    const right = await regionOf(trial);
    if (right !== null) return { ...found, mends: regionMends(right, location) };
  }
  if (await worksByPath(trial)) {
    const why =
      'With path style it was just tried, and works: this server wants the bucket’s name in the path.';
    return { ...found, mends: [{ kind: 'set', field: 'pathStyle', value: true, why }] };
  }
  const strange = error.code === 'INVALID' || error.code === 'INTERNAL';
  if (!strange || location.endpoint === null || found.mends?.length) return found;
  const why = 'Check the endpoint: something else than an S3 server may answer there, such as a web page.';
  return { ...found, mends: [{ kind: 'set', field: 'endpoint', value: null, why }] };
}

/** Whoever may list below a prefix alone may not list what lies above it. */
async function prefixMends(trial: Trial): Promise<Mend[]> {
  const { prefix } = trial.location;
  if (prefix !== '') return [];
  const why =
    'If you were given a prefix, enter it: whoever may list below a prefix alone may not list the bucket’s root.';
  return [{ kind: 'set', field: 'prefix', value: null, why }];
}

/** The region of the bucket where it is another, as the server tells everybody; null where it cannot be asked. */
async function regionOf(trial: Trial): Promise<string | null> {
  try {
    const { region } = await trial.contact();
    return region === trial.location.region ? null : region;
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return null;
  }
}

/** Whether it is the bucket's name in front of the server's that is in the way. Some servers take one form alone. */
async function worksByPath(trial: Trial): Promise<boolean> {
  const { pathStyle, endpoint } = trial.location;
  if (pathStyle || isAmazon(endpoint ?? undefined)) return false;
  const storage = trial.storageWith({ pathStyle: true });
  try {
    await storage.listLevel('', { ...trial.options, limit: 1 });
    return true;
  } catch (error) {
    if (isStoreError(error, 'CANCELLED')) throw error;
    return false;
  } finally {
    await storage.close();
  }
}
