import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { notFound } from '../failures.ts';
import type { ConditionHeaders } from './conditions.ts';
import { statusOf } from './errors.ts';
import { pastVersions } from './past.ts';
import { headObject, type Target } from './reading.ts';
import { bareEtag } from './versions.ts';

/** What is left of a probe: versions that the bucket keeps, and may not be asked to let go. */
export type Remains = 'nothing' | 'versions';

/** The one object that a probe writes. Each write has another content, and all that it leaves can be removed. */
export class ProbeObject {
  readonly #client: S3Client;
  readonly #target: Target;
  readonly #versions = new Set<string>();
  readonly #uploads = new Set<string>();
  /** Those that are under way. They are never cut off: they would be carried out after all has been removed. */
  readonly #sent = new Set<Promise<unknown>>();
  #writes = 0;

  constructor(client: S3Client, target: Target) {
    this.#client = client;
    this.#target = target;
  }

  async put(headers: ConditionHeaders, signal: AbortSignal): Promise<void> {
    const input = { ...this.#object(), ...headers, ContentType: 'text/plain', Body: this.#text() };
    this.#made(await this.#send(signal, () => this.#client.send(new PutObjectCommand(input))));
  }

  /** In parts, of which there is one. */
  async upload(headers: ConditionHeaders, signal: AbortSignal): Promise<void> {
    const object = this.#object();
    await this.#send(signal, async () => {
      const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand(object));
      if (UploadId !== undefined) this.#uploads.add(UploadId);
      const part = { ...object, UploadId, PartNumber: 1, Body: this.#text() };
      const { $metadata: _, ...sent } = await this.#client.send(new UploadPartCommand(part));
      const MultipartUpload = { Parts: [{ ...sent, PartNumber: 1 }] };
      const last = { ...object, ...headers, UploadId, MultipartUpload };
      this.#made(await this.#client.send(new CompleteMultipartUploadCommand(last)));
      if (UploadId !== undefined) this.#uploads.delete(UploadId);
    });
  }

  async delete(headers: ConditionHeaders, signal: AbortSignal): Promise<void> {
    const input = { ...this.#object(), ...headers };
    this.#made(await this.#send(signal, () => this.#client.send(new DeleteObjectCommand(input))));
  }

  /** The ETag that it has now, without quotes. */
  async etag(abortSignal: AbortSignal): Promise<string> {
    const head = await headObject(this.#client, this.#target, abortSignal);
    if (!head) throw notFound(this.#target.key);
    return bareEtag(head.ETag);
  }

  /** Removes it, its versions and what is left of uploads. */
  async remove(abortSignal: AbortSignal): Promise<Remains> {
    await Promise.allSettled(this.#sent);
    for (const UploadId of this.#uploads) {
      const command = new AbortMultipartUploadCommand({ ...this.#object(), UploadId });
      await this.#client.send(command, { abortSignal }).catch(unlessGone);
    }
    if (this.#writes > 0) await this.delete({}, abortSignal);
    if (this.#versions.size === 0) return 'nothing';
    // There may be some whose answer got lost.
    const listed = await pastVersions(this.#client, this.#target, abortSignal).catch(() => []);
    for (const VersionId of new Set([...this.#versions, ...listed.map(({ id }) => id)])) {
      const command = new DeleteObjectCommand({ ...this.#object(), VersionId });
      try {
        await this.#client.send(command, { abortSignal });
      } catch (error) {
        if (statusOf(error) === 403) return 'versions';
        unlessGone(error);
      }
    }
    return 'nothing';
  }

  async #send<T>(signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const sent = send();
    this.#sent.add(sent);
    try {
      return await sent;
    } finally {
      this.#sent.delete(sent);
    }
  }

  #object(): { Bucket: string; Key: string } {
    const { Bucket, Key } = this.#target;
    return { Bucket, Key };
  }

  #text(): Uint8Array {
    this.#writes += 1;
    const words = `A test of AgentFlow Sessions wrote this (${this.#writes}). It can be deleted.\n`;
    return new TextEncoder().encode(words);
  }

  #made({ VersionId }: { VersionId?: string | undefined }): void {
    if (VersionId !== undefined && VersionId !== 'null') this.#versions.add(VersionId);
  }
}

function unlessGone(error: unknown): void {
  if (statusOf(error) !== 404) throw error;
}
