import { DeleteObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { isStoreError } from '#shared/errors.ts';
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
import {
  type Changed,
  type ConditionalChange,
  type ConditionalWriter,
  nothingObserved,
} from './conditions.ts';
import { foreignAnswer } from './genuine.ts';
import type { Guards } from './guards.ts';
import { cannotLook, isConditional, Looks, thereAlready } from './looks.ts';
import { type Loss, mayLose, wouldLose } from './losses.ts';
import { OwnBytes } from './own-bytes.ts';
import { PartRemover } from './parts.ts';
import { Predecessors } from './predecessors.ts';
import { readBack } from './read-back.ts';
import { headObject, type Target } from './reading.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';
import { Turns } from './turns.ts';
import { type Commit, isSmall, putObject, type Uploaded } from './upload.ts';
import { bareEtag } from './versions.ts';

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
  ): Promise<WriteResult> {
    return this.#turns.take(target.Key, signal, () => this.#save(target, body, options, signal));
  }

  /** False where there was nothing to delete. */
  remove(target: Target, condition: Precondition, signal: AbortSignal): Promise<boolean> {
    return this.#turns.take(target.Key, signal, () => this.#remove(target, condition, signal));
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
    signal: AbortSignal,
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
    const recheck = async () => {
      if (before === undefined && options.ifAbsent) throw thereAlready(target.key);
      await looks.look();
    };
    const put = async (carried: PutAttributes): Promise<Written> => {
      const written: Written[] = [];
      const commit: Commit = async (send, inParts) => {
        const writer = this.guards.forSave(options, inParts);
        // Parts take long to send.
        if (inParts && isConditional(options) && writer.guard.level !== 'atomic') await looks.look();
        const change: ConditionalChange<Uploaded> = {
          key: target.key,
          condition: options,
          signal,
          send,
          recheck,
          ownChange: (abort) => own.ifStored(inParts, abort),
        };
        // Swift refuses every version with 412 where parts are put together, as others do with 501.
        const mayRefuseAll = inParts && writer.guard.level !== 'atomic';
        const changed = await writer.write(change).catch(async (error: unknown) => {
          if (!mayRefuseAll || !isStoreError(error, 'BUSY')) throw error;
          writer.observe({ ...nothingObserved, form: 'none' });
          await recheck();
          return writer.write(change);
        });
        written.push({ ...changed, writer, milliseconds: looks.sinceLast() });
        return changed.outcome;
      };
      await putObject(this.#client, { ...carried, ...object }, own.body, {
        signal,
        commit,
        parts: this.parts,
      });
      const [last] = written;
      if (!last) throw new Error('An upload ended without a request that ends it.');
      return last;
    };
    const written = await put(attributes).catch((error: unknown) => {
      const { Tagging, ...others } = attributes;
      if (Tagging === undefined || !isDenied(error)) throw error;
      // To write an object with tags is a right of its own.
      const loss: Loss = { what: 'tags', count: Tagging.split('&').length, why: 'unwritable' };
      if (!this.#agreed([loss], options)) throw wouldLose(target.key, [loss]);
      if (!(body instanceof Uint8Array)) throw error;
      return put(others);
    });
    const guarded = await this.#guarded(target, written, { condition: options, before, signal });
    const { outcome: uploaded } = written;
    const stored = () => own.ifStored(uploaded.inParts, signal);
    const facts = { before, condition: options, uploaded, size: own.size, stored };
    const result = await readBack(this.#client, target, facts, signal);
    return isConditional(options) ? { ...result, guarded } : result;
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

  /** What stood between a save and what others did meanwhile. Takes it back where somebody came between. */
  async #guarded(
    target: Target,
    { outcome, isGuarded, isSent, writer, milliseconds }: Written,
    {
      condition,
      before,
      signal,
    }: { condition: Precondition; before: HeadObjectCommandOutput | null | undefined; signal: AbortSignal },
  ): Promise<Guarded> {
    if (isGuarded) return { by: 'server' };
    const { versionId: id, ETag, isAnswered } = outcome;
    const between = await this.#predecessors
      .check(target, { id, version: bareEtag(ETag) || null, isAnswered }, condition, {
        signal,
        onStale: () => isSent && writer.observe({ passedStale: true }),
      })
      .catch(unknownUnlessStale);
    if (between === 'nobody') return { by: 'versions' };
    if (between === 'displaced') return { by: 'displaced' };
    return before === undefined ? { by: 'nothing' } : { by: 'comparison', milliseconds };
  }

  /** What is lost where it is not even known whether there is any is asked for once. */
  #agreed(losses: readonly Loss[], options: WriteOptions): boolean {
    const unknown = (loss: Loss) => loss.what === 'tags' && loss.count === null;
    const open = this.#mayLoseUnknown ? losses.filter((loss) => !unknown(loss)) : losses;
    if (!mayLose(options, open)) return false;
    if (losses.some(unknown) && options.mayLose?.includes('tags')) this.#mayLoseUnknown = true;
    return true;
  }

  async #remove(target: Target, condition: Precondition, signal: AbortSignal): Promise<boolean> {
    const { Bucket, Key } = target;
    const looks = new Looks(this.#client, target, condition, signal);
    const before = await looks.look();
    if (before === null) return false;
    const writer = this.guards.of('delete');
    const recheck = async () => void (await looks.look());
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
        const deleted = await this.#client.send(command, { abortSignal: signal });
        await this.#mustBeGone(target, deleted.$metadata.httpStatusCode, signal);
        return deleted;
      },
      recheck,
      ownChange: async (abort) => ((await headObject(this.#client, target, abort)) === null ? {} : null),
    };
    const known = writer.observed;
    const { outcome, isGuarded, isSent } = await writer.write(change).catch(async (error: unknown) => {
      // Swift takes no condition, in no form, for the delete of an object that went up in parts.
      if (!isStoreError(error, 'BUSY') || !isFromParts(before)) throw error;
      writer.observe(known);
      await recheck();
      return writer.write({ ...change, condition: {}, send: (headers) => change.send(headers, recheck) });
    });
    if (isGuarded) return true;
    const own = { id: outcome.VersionId, version: null, isAnswered: true, isRepeated: tries > 1 };
    const onStale = () => isSent && writer.observe({ passedStale: true });
    await this.#predecessors.check(target, own, condition, { signal, onStale }).catch(unknownUnlessStale);
    return true;
  }

  /** S3 answers 204. Who answers otherwise may be somebody on the way, and has deleted nothing. */
  async #mustBeGone(target: Target, status: number | undefined, signal: AbortSignal): Promise<void> {
    if (status === 204 || (await headObject(this.#client, target, signal)) === null) return;
    throw foreignAnswer(status);
  }
}

/** The change is made: what cannot be found out about it afterwards makes no refusal of it. */
function unknownUnlessStale(error: unknown): 'unknown' {
  if (isStoreError(error)) throw error;
  return 'unknown';
}

/** A save that went through, who sent it, and how long after the last look. */
interface Written extends Changed<Uploaded> {
  readonly writer: ConditionalWriter;
  readonly milliseconds: number;
}

/** Whether an object looks as if it had gone up in parts. */
function isFromParts({ ETag }: HeadObjectCommandOutput): boolean {
  return /-\d+$/.test(bareEtag(ETag));
}

/** Of an object that is new. */
function newAttributes({
  contentType = 'application/octet-stream',
  attributes,
}: WriteOptions): PutAttributes {
  return { ContentType: contentType, ...(attributes && fromPlain(attributes)) };
}
