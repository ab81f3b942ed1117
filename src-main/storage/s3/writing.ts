import {
  DeleteObjectCommand,
  GetObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import type {
  Attributes,
  ByteSource,
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
import { ConditionalWriter } from './conditions.ts';
import { statusOf } from './errors.ts';
import { type Loss, mayLose, wouldLose } from './losses.ts';
import { Predecessors } from './predecessors.ts';
import { checkCondition, headObject, type Target } from './reading.ts';
import { Turns } from './turns.ts';
import { putObject, type Uploaded } from './upload.ts';
import { bareEtag, modifiedAt, versionOf } from './versions.ts';

/** Saves and deletes objects under conditions, as strictly as the server allows. */
export class ObjectWriter {
  readonly #client: S3Client;
  readonly #puts = new ConditionalWriter();
  readonly #deletes = new ConditionalWriter();
  readonly #turns = new Turns();
  readonly #predecessors: Predecessors;
  readonly #isAtomic: boolean;
  #mayLoseUnknown = false;

  /** `isAtomic`: the server is known to refuse stale changes. */
  constructor(client: S3Client, isAtomic: boolean) {
    this.#client = client;
    this.#isAtomic = isAtomic;
    this.#predecessors = new Predecessors(client);
  }

  set onDisplaced(listener: DisplacedListener) {
    this.#predecessors.listener = listener;
  }

  /** Whether the server is known to refuse a stale save, or was seen to. */
  get isAtomic(): boolean {
    return this.#isAtomic || this.#puts.proven;
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
    const before = await this.#headBefore(target, options, signal);
    checkCondition(target, before, options);
    const { attributes, losses }: Kept = before
      ? await attributesToKeep(this.#client, object, before, signal)
      : { attributes: newAttributes(options), losses: [] };
    if (!this.#agreed(losses, options)) throw wouldLose(target.key, losses);
    const put = (carried: PutAttributes) =>
      this.#puts.write<Uploaded>({
        key: target.key,
        condition: options,
        signal,
        repeatable: body instanceof Uint8Array,
        send: (headers) => putObject(this.#client, { ...carried, ...object, ...headers }, body, signal),
        recheck: async () => checkCondition(target, await headObject(this.#client, target, signal), options),
        ownWrite: async () => (body instanceof Uint8Array ? this.#ifStored(target, body, signal) : null),
      });
    const uploaded = await put(attributes).catch((error: unknown) => {
      const { Tagging, ...others } = attributes;
      if (Tagging === undefined || !isDenied(error)) throw error;
      // To write an object with tags is a right of its own.
      const loss: Loss = { what: 'tags', count: Tagging.split('&').length, why: 'unwritable' };
      if (!this.#agreed([loss], options)) throw wouldLose(target.key, [loss]);
      if (!(body instanceof Uint8Array)) throw error;
      return put(others);
    });
    if (!this.isAtomic) await this.#predecessors.check(target, uploaded.versionId, options, signal);
    return this.#readBack(target, uploaded, options, signal);
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
    const object = { Bucket, Key };
    const check = async () => {
      const head = await headObject(this.#client, target, signal);
      checkCondition(target, head, condition);
      return head;
    };
    if ((await check()) === null) return false;
    const { VersionId } = await this.#deletes.write<{ VersionId?: string | undefined }>({
      key: target.key,
      condition,
      signal,
      repeatable: true,
      send: (headers) =>
        this.#client.send(new DeleteObjectCommand({ ...object, ...headers }), { abortSignal: signal }),
      recheck: async () => void (await check()),
      ownWrite: async () => ((await headObject(this.#client, target, signal)) === null ? {} : null),
    });
    const atomic = this.#isAtomic || this.#deletes.proven;
    if (!atomic) await this.#predecessors.check(target, VersionId, condition, signal);
    return true;
  }

  /** Without a condition, one who may write but not look may still write. */
  async #headBefore(
    target: Target,
    { ifVersion, ifAbsent }: Precondition,
    signal: AbortSignal,
  ): Promise<HeadObjectCommandOutput | null> {
    try {
      return await headObject(this.#client, target, signal);
    } catch (error) {
      if (ifVersion === undefined && !ifAbsent && statusOf(error) === 403) return null;
      throw error;
    }
  }

  /** The outcome of an upload, if the object now holds these bytes. */
  async #ifStored(
    { Bucket, Key }: Target,
    bytes: Uint8Array,
    abortSignal: AbortSignal,
  ): Promise<Uploaded | null> {
    const { Body, ETag } = await this.#client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
    const stored = await Body?.transformToByteArray();
    const isSame = stored !== undefined && Buffer.compare(stored, bytes) === 0;
    return isSame ? { ETag, versionId: undefined, inParts: false } : null;
  }

  /** What is stored now. With a condition it must be what was sent; a writer who came right after is told of. */
  async #readBack(
    target: Target,
    { ETag, inParts }: Uploaded,
    condition: Precondition,
    signal: AbortSignal,
  ): Promise<WriteResult> {
    const after = await headObject(this.#client, target, signal);
    const sent = bareEtag(ETag);
    const found = bareEtag(after?.ETag);
    const replaced = after === null || (!inParts && sent !== '' && found !== '' && sent !== found);
    if (!replaced) return { version: versionOf(after), modifiedAt: modifiedAt(after) };
    if (condition.ifVersion === undefined && !condition.ifAbsent) {
      return { version: sent, modifiedAt: after ? modifiedAt(after) : Date.now() };
    }
    throw new StoreError('CONFLICT', `“${target.key}” was saved, but somebody else changed it right after.`, {
      where: target.key,
      currentVersion: after && versionOf(after),
    });
  }
}

/** Of an object that is new. */
function newAttributes({
  contentType = 'application/octet-stream',
  attributes,
}: WriteOptions): PutAttributes {
  return { ContentType: contentType, ...(attributes && fromPlain(attributes)) };
}
