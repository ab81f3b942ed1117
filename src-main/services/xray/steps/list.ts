import { isStoreError } from '#shared/errors.ts';
import { counted } from '../../stores/counted.ts';
import { failureOf } from '../failure.ts';
import { type Finding, passed, type Step } from '../finding.ts';
import { listStatement } from '../statements.ts';
import type { Trial } from '../trial.ts';

/** Lists what lies at the store's root. */
export const listStep: Step = { name: 'list', needs: ['connection', 'credentials'], run: list };

async function list(trial: Trial): Promise<Finding> {
  const { bucket, prefix } = trial.location;
  const subject = `s3://${bucket}/${prefix === '' ? '' : `${prefix}/`}`;
  try {
    const top = await trial.top();
    if (top.folders.length + top.files.length === 0) {
      return {
        outcome: 'warned',
        message: 'Listing works. There is nothing here yet: check the prefix if you expected something.',
        subject,
        mends: [],
      };
    }
    const more = top.cursor === null ? '' : ', and there is more';
    return passed(
      `${counted(top.folders.length, 'folder')} and ${counted(top.files.length, 'file')}${more}.`,
      subject,
    );
  } catch (error) {
    if (!isStoreError(error, 'FORBIDDEN')) throw error;
    const failure = failureOf(error, trial, listStatement(trial.location));
    if (prefix !== '') return { ...failure, subject };
    const why =
      'If you were given a prefix, enter it: whoever may list below a prefix alone may not list the bucket’s root.';
    const mends = [{ kind: 'set', field: 'prefix', value: null, why } as const, ...(failure.mends ?? [])];
    return { ...failure, subject, mends };
  }
}
