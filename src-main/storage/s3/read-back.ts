import { setTimeout as wait } from 'node:timers/promises';
import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import type { Precondition, WriteResult } from '../backend.ts';
import { Unsettled } from './errors.ts';
import type { Uploaded } from './last-request.ts';
import { isConditional } from './looks.ts';
import { TooLargeToCompare } from './own-bytes.ts';
import { headObject, type Target } from './reading.ts';
import { bareEtag, modifiedAt, sizeOf, versionOf } from './versions.ts';

/** A write that was made. */
export interface Written {
  /** What was there before; undefined where nobody could look. */
  readonly before: HeadObjectCommandOutput | null | undefined;
  readonly condition: Precondition;
  readonly uploaded: Uploaded;
  /** Bytes that were sent. */
  readonly size: number;
  /** What is there, if it is what was sent, by its bytes. */
  readonly stored: () => Promise<Uploaded | null>;
}

/** Milliseconds to wait before each look: a server may answer for a while with what was there before. */
const pauses = [0, 100, 400];

/** What is stored now, or by the server's own word, where it cannot be looked at. */
interface ReadBack extends WriteResult {
  readonly isRead: boolean;
}

/** What is stored now. With a condition it must be what was sent; a writer who came right after is told of. */
export async function readBack(
  client: S3Client,
  target: Target,
  written: Written,
  signal: AbortSignal,
): Promise<ReadBack> {
  const { before, condition, uploaded } = written;
  let after: HeadObjectCommandOutput | null = null;
  for (const pause of pauses) {
    await wait(pause, undefined, { signal });
    try {
      after = await headObject(client, target, signal);
      if (after && (await isOurs(after, written))) {
        return { version: versionOf(after), modifiedAt: modifiedAt(after), isRead: true };
      }
    } catch (error) {
      // It is saved by the server's own word, which is all that those have who may not look; S3's comes with an ETag.
      const version = bareEtag(uploaded.ETag);
      if (version === '' || error instanceof Unsettled) throw new Unsettled(error);
      return { version, modifiedAt: Date.now(), isRead: false };
    }
    if (bareEtag(uploaded.ETag) === '' && isAsBefore(after, before)) {
      // Nothing shows yet that it was the server who said that it is saved.
      if (!(await orUnsettled(written.stored()))) throw notSaved(target.key);
    }
    if (!isAsBefore(after, before)) break;
  }
  if (!isConditional(condition)) {
    const at = after ? modifiedAt(after) : Date.now();
    return { version: bareEtag(uploaded.ETag), modifiedAt: at, isRead: true };
  }
  throw new StoreError('CONFLICT', `“${target.key}” was saved, but somebody else changed it right after.`, {
    where: target.key,
    mayBeDone: true,
    currentVersion: after && versionOf(after),
  });
}

function notSaved(key: string): StoreError {
  const message = `“${key}” was not saved, though the server said so. Try again.`;
  return new StoreError('BUSY', message, { where: key });
}

async function isOurs(after: HeadObjectCommandOutput, { uploaded, size, stored }: Written): Promise<boolean> {
  const { ETag, versionId, inParts } = uploaded;
  if (versionId !== undefined && after.VersionId !== undefined) return versionId === after.VersionId;
  const sent = bareEtag(ETag);
  const found = bareEtag(after.ETag);
  const isTold = sent !== '' && found !== '';
  if (isTold && (sent === found || !inParts)) return sent === found;
  // Some servers answer parts with an ETag that they do not show again, and some give none.
  if (sizeOf(after) !== size) return false;
  const now = await orUnsettled(stored());
  return now !== null && (found === '' || bareEtag(now.ETag) === found);
}

/** It is saved by the server's own word; only what it is now cannot be found out. */
async function orUnsettled<T>(look: Promise<T>): Promise<T> {
  return look.catch((error: unknown) => {
    // By the ETag of the answer others' versions are told from it later, too.
    throw error instanceof TooLargeToCompare ? error : new Unsettled(error);
  });
}

function isAsBefore(after: HeadObjectCommandOutput | null, before: Written['before']): boolean {
  if (before === undefined) return false;
  return (after && versionOf(after)) === (before && versionOf(before));
}
