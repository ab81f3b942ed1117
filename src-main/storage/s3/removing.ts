import { DeleteObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { isStoreError } from '#shared/errors.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type { Precondition } from '../backend.ts';
import type { ConditionalChange } from './conditions.ts';
import { settlingTime, Unsettled } from './errors.ts';
import { foreignAnswer } from './genuine.ts';
import type { Guards } from './guards.ts';
import { Looks } from './looks.ts';
import { guardedBy } from './outcomes.ts';
import type { Predecessors } from './predecessors.ts';
import { headObject, type Target } from './reading.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';
import { within } from './until.ts';
import { bareEtag } from './versions.ts';
import { mayGoWithout } from './without.ts';

/** What deletions of one bucket share. */
interface Means {
  readonly client: S3Client;
  readonly guards: Guards;
  readonly predecessors: Predecessors;
}

/** Compares, and deletes with the condition. Null where there was nothing to delete. */
export async function removeObject(
  { client, guards, predecessors }: Means,
  target: Target,
  condition: Precondition,
  signal: AbortSignal,
): Promise<Guarded | null> {
  const { Bucket, Key } = target;
  const looks = new Looks(client, target, condition, signal);
  const before = await looks.look();
  if (before === null) return null;
  const writer = guards.of('delete');
  let tries = 0;
  const change: ConditionalChange<{ VersionId?: string | undefined }> = {
    key: target.key,
    condition,
    signal,
    send: async (headers, beforeRetry) => {
      const command = new DeleteObjectCommand({ Bucket, Key, ...headers });
      tries += 1;
      const again = async () => {
        tries += 1;
        await beforeRetry();
      };
      command.middlewareStack.add(beforeEachRetry(again), insideRetries);
      const deleted = await client.send(command, { abortSignal: signal });
      await mustBeGone(client, target, deleted.$metadata.httpStatusCode, signal);
      return deleted;
    },
    recheck: async () => void (await looks.look()),
    ownChange: async (abort) => {
      const head = await within(settlingTime, abort, (until) => headObject(client, target, until.signal));
      return head === null ? {} : null;
    },
  };
  const known = writer.observed;
  const tookVersions = guards.takesVersions;
  const changed = await writer.write(change).catch(async (error: unknown) => {
    // Swift takes no condition, in no form, for the delete of an object that went up in parts.
    if (!isStoreError(error, 'BUSY') || !isFromParts(before)) throw error;
    writer.observe(known);
    if (!(await mayGoWithout(guards, { tookVersions, recheck: change.recheck, signal }))) throw error;
    await change.recheck();
    return writer.write(change, 'without');
  });
  const made = { ...changed, writer, milliseconds: looks.sinceLast() };
  const own = { id: changed.outcome.VersionId, version: null, isAnswered: true, isRepeated: tries > 1 };
  return guardedBy(predecessors, made, { target, condition, own, isLookedAt: true, signal });
}

/** S3 answers 204. Who answers otherwise may be somebody on the way, and has deleted nothing. */
async function mustBeGone(
  client: S3Client,
  target: Target,
  status: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (status === 204) return;
  const head = await headObject(client, target, signal).catch((error: unknown) => {
    throw new Unsettled(error);
  });
  if (head !== null) throw foreignAnswer(status);
}

/** Whether an object looks as if it had gone up in parts. */
function isFromParts({ ETag }: HeadObjectCommandOutput): boolean {
  return /-\d+$/.test(bareEtag(ETag));
}
