import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type {
  Attributes,
  ByteSource,
  Capabilities,
  DisplacedListener,
  Precondition,
  WriteOptions,
  WriteResult,
} from '../backend.ts';
import {
  attributesToKeep,
  fromPlain,
  isDenied,
  type Kept,
  type PutAttributes,
  toPlain,
} from './attributes.ts';
import { commitSave, wantsAnew } from './committing.ts';
import { isLost } from './errors.ts';
import type { Guards } from './guards.ts';
import type { Commit, Composition, Uploaded } from './last-request.ts';
import { cannotLook, isConditional, Looks, thereAlready } from './looks.ts';
import { type Loss, mayLose, wouldLose } from './losses.ts';
import { guardedBy, type Made } from './outcomes.ts';
import { OwnBytes } from './own-bytes.ts';
import { PartRemover } from './parts.ts';
import { Predecessors } from './predecessors.ts';
import { readBack } from './read-back.ts';
import { headObject, type Target } from './reading.ts';
import { removeObject } from './removing.ts';
import { Turns } from './turns.ts';
import type { CallTime } from './until.ts';
import { isSmall, putObject } from './upload.ts';
import { bareEtag } from './versions.ts';

/** How often a body in memory is sent in parts, where the server wants it anew. */
const uploads = 3;

/** Saves and deletes objects under conditions, as strictly as the server allows. */
export class ObjectWriter {
  /** What is known of how the server guards changes. */
  readonly guards: Guards;
  readonly #client: S3Client;
  readonly #turns = new Turns();
  readonly #predecessors: Predecessors;
  /** Removes what uploads leave that come to nothing. */
  readonly parts: PartRemover;
  #mayLoseUnknown = false;
  /** False once a look at an object was refused. */
  #mayLook = true;

  constructor(client: S3Client, guards: Guards) {
    this.#client = client;
    this.guards = guards;
    this.#predecessors = new Predecessors(client);
    this.parts = new PartRemover(client);
  }

  get capabilities(): Required<Pick<Capabilities, 'conditionalWrite' | 'guards'>> {
    // Where nothing can be looked at, conditions are still asked for: some of them can be kept.
    return {
      conditionalWrite: this.guards.of('replace').guard.level,
      guards: this.guards.all(this.#mayLook),
    };
  }

  set onDisplaced(listener: DisplacedListener) {
    this.#predecessors.listener = listener;
  }

  /** Compares, writes with the condition, and reads back. */
  save(
    target: Target,
    body: Uint8Array | ByteSource,
    options: WriteOptions,
    signal: AbortSignal,
    time: CallTime,
  ): Promise<WriteResult> {
    return this.#inTurn(target, signal, time, () => this.#save(target, body, options, { signal, time }));
  }

  /** Null where there was nothing to delete. */
  remove(
    target: Target,
    condition: Precondition,
    signal: AbortSignal,
    time: CallTime,
  ): Promise<Guarded | null> {
    const means = { client: this.#client, guards: this.guards, predecessors: this.#predecessors };
    return this.#inTurn(target, signal, time, () => removeObject(means, target, condition, signal));
  }

  #inTurn<T>({ Key }: Target, signal: AbortSignal, time: CallTime, work: () => Promise<T>): Promise<T> {
    time.hold();
    return this.#turns.take(Key, signal, () => {
      time.goOn();
      return work();
    });
  }

  /** What an object carries besides its bytes; null where there is none. */
  async attributes(target: Target, signal: AbortSignal): Promise<Attributes | null> {
    const { Bucket, Key, VersionId } = target;
    const head = await headObject(this.#client, target, signal);
    if (head === null) return null;
    const object = { Bucket, Key, VersionId };
    return toPlain((await attributesToKeep(this.#client, object, head, signal)).attributes);
  }

  async #save(
    target: Target,
    body: Uint8Array | ByteSource,
    options: WriteOptions,
    { signal, time }: { signal: AbortSignal; time: CallTime },
  ): Promise<WriteResult> {
    const { Bucket, Key } = target;
    const object = { Bucket, Key };
    const looks = new Looks(this.#client, target, options, signal);
    const before = await this.#lookBefore(target, looks, body, options);
    const { attributes, losses }: Kept = before
      ? await attributesToKeep(this.#client, object, before, signal)
      : { attributes: newAttributes(options), losses: [] };
    if (!this.#agreed(losses, options)) throw wouldLose(target.key, losses);
    const own = new OwnBytes(this.#client, target, body, before);
    const save: Save = { target, options, own, looks, signal, time };
    const made = await this.#put(save, attributes).catch((error: unknown) => {
      const { Tagging, ...others } = attributes;
      // What may be there already is not sent again: it would meet itself.
      if (Tagging === undefined || !isDenied(error) || isLost(error)) throw error;
      // To write an object with tags is a right of its own.
      const loss: Loss = { what: 'tags', count: Tagging.split('&').length, why: 'unwritable' };
      if (!this.#agreed([loss], options)) throw wouldLose(target.key, [loss]);
      if (!(body instanceof Uint8Array)) throw error;
      return this.#put(save, others);
    });
    const { outcome: uploaded, composition } = made;
    const { versionId: id, ETag, isAnswered } = uploaded;
    const change = { id, version: bareEtag(ETag) || null, isAnswered };
    const isLookedAt = before !== undefined;
    const facts = { target, condition: options, own: change, isLookedAt, signal };
    const guarded = await guardedBy(this.#predecessors, made, facts);
    const stored = () => own.ifStored(composition, signal);
    const written = { before, condition: options, uploaded, size: own.size, stored };
    const { isRead, ...result } = await readBack(this.#client, target, written, signal);
    if (!isConditional(options)) return result;
    const isUnread = guarded.by === 'comparison' && !isRead;
    return { ...result, guarded: isUnread ? { ...guarded, by: 'unread' } : guarded };
  }

  /** Sends a save, all of it anew where S3 wants it so. */
  async #put({ target, options, own, looks, signal, time }: Save, carried: PutAttributes): Promise<Put> {
    const { Bucket, Key, key } = target;
    const recheck = async () => {
      if (options.ifAbsent && !looks.hasLooked) throw thereAlready(key);
      await looks.look();
    };
    const made: Put[] = [];
    let wentInParts = false;
    const commit: Commit = async (last) => {
      wentInParts = last.composition.inParts;
      const save = { target, options, own, looks, recheck, signal };
      const committed = await commitSave(this.guards, save, last);
      made.push({ ...committed, composition: last.composition });
      return committed.outcome;
    };
    const size = own.body instanceof Uint8Array ? own.size : options.size;
    const uploading = { signal, time, commit, parts: this.parts, size };
    for (let attempt = 1; ; attempt++) {
      try {
        await putObject(this.#client, { ...carried, Bucket, Key }, own.body, uploading);
        break;
      } catch (error) {
        if (!wentInParts || !wantsAnew(error)) throw error;
        if (!(own.body instanceof Uint8Array)) throw mustBeSentAnew(key);
        if (attempt === uploads) throw error;
        if (isConditional(options)) await recheck();
      }
    }
    const [put] = made;
    if (!put) throw new Error('An upload ended without a request that ends it.');
    return put;
  }

  /** What is there, which must be as the condition says; null where nothing is, undefined where nobody can look. */
  async #lookBefore(
    { key }: Target,
    looks: Looks,
    body: Uint8Array | ByteSource,
    options: WriteOptions,
  ): Promise<HeadObjectCommandOutput | null | undefined> {
    try {
      const head = await looks.look();
      this.#mayLook = true;
      return head;
    } catch (error) {
      if (!isDenied(error)) throw error;
      this.#mayLook = false;
      // Without a condition, one who may write but not look may still write.
      if (!isConditional(options)) return undefined;
      if (!options.ifAbsent) throw error;
      const isRefused = (inParts: boolean) => this.guards.forSave(options, inParts).guard.level === 'atomic';
      // A stream may turn out to be either.
      const isSafe = isSmall(body) ? isRefused(false) : isRefused(true) && isRefused(false);
      if (!isSafe) throw cannotLook(key);
      return undefined;
    }
  }

  /** What is lost where it is not even known whether there is any is asked for once. */
  #agreed(losses: readonly Loss[], options: WriteOptions): boolean {
    const unknown = (loss: Loss) => loss.what === 'tags' && loss.count === null;
    const open = this.#mayLoseUnknown ? losses.filter((loss) => !unknown(loss)) : losses;
    if (!mayLose(options, open)) return false;
    if (losses.some(unknown) && options.mayLose?.includes('tags')) this.#mayLoseUnknown = true;
    return true;
  }
}

/** A save under way. */
interface Save {
  readonly target: Target;
  readonly options: WriteOptions;
  readonly own: OwnBytes;
  readonly looks: Looks;
  readonly signal: AbortSignal;
  readonly time: CallTime;
}

/** A save that went through, and what was sent last. */
type Put = Made<Uploaded> & { readonly composition: Composition };

/** Of a stream, all has been taken. */
function mustBeSentAnew(key: string): StoreError {
  const message = `“${key}” was not saved: somebody else was changing it when its parts were put together, so the server wants all of them anew. Try again.`;
  return new StoreError('BUSY', message, { where: key });
}

/** Of an object that is new. */
function newAttributes({
  contentType = 'application/octet-stream',
  attributes,
}: WriteOptions): PutAttributes {
  return { ContentType: contentType, ...(attributes && fromPlain(attributes)) };
}
