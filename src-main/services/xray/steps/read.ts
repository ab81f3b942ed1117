import { isStoreError } from '#shared/errors.ts';
import type { Entry } from '#storage/backend.ts';
import { failureOf } from '../failure.ts';
import { type Finding, passed, type Step, skipped } from '../finding.ts';
import { objectsStatement } from '../statements.ts';
import type { Trial } from '../trial.ts';

/** Reads a byte of a file. */
export const readStep: Step = { name: 'read', needs: ['list'], run: read };

async function read(trial: Trial): Promise<Finding> {
  const file = await firstFile(trial);
  if (!file) return skipped('There is no file to try.');
  try {
    await trial.storage.readBytes(file.key, { ...trial.options, range: { start: 0, end: 0 } });
    return passed('One byte of it was read.', file.key);
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    const { location, principal } = trial;
    const missing = {
      statement: objectsStatement(location, 's3:GetObject'),
      words: 'These credentials may list here, and not read.',
    };
    return { ...failureOf(error, { location, missing, principal }), subject: file.key };
  }
}

async function firstFile(trial: Trial): Promise<Entry | undefined> {
  const { files } = await trial.top();
  if (files[0]) return files[0];
  for await (const { entries } of trial.storage.listAll('', trial.options)) return entries[0];
  return undefined;
}
