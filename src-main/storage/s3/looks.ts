import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import type { Precondition } from '../backend.ts';
import { checkCondition, headObject, type Target } from './reading.ts';

/** The looks at one object before it is changed. */
export class Looks {
  readonly #client: S3Client;
  readonly #target: Target;
  readonly #condition: Precondition;
  readonly #signal: AbortSignal;
  #last = performance.now();
  /** Whether it could be looked at. */
  hasLooked = false;

  constructor(client: S3Client, target: Target, condition: Precondition, signal: AbortSignal) {
    this.#client = client;
    this.#target = target;
    this.#condition = condition;
    this.#signal = signal;
  }

  /** The object as it is; rejects with `CONFLICT` unless the condition holds. */
  async look(): Promise<HeadObjectCommandOutput | null> {
    const start = performance.now();
    const head = await headObject(this.#client, this.#target, this.#signal);
    checkCondition(this.#target, head, this.#condition);
    this.#last = start;
    this.hasLooked = true;
    return head;
  }

  /** Milliseconds since the last look began; what was written since then was not seen. */
  sinceLast(): number {
    return Math.ceil(performance.now() - this.#last);
  }
}

export function isConditional({ ifVersion, ifAbsent }: Precondition): boolean {
  return ifVersion !== undefined || ifAbsent === true;
}

/** A new file that was not written, because nothing tells whether there is one already. */
export function cannotLook(key: string): StoreError {
  const message = `“${key}” was not created: these credentials may not look whether there is a file of that name already, and this server was not seen to refuse a second one. Ask for the right s3:ListBucket, or let the test of the connection try a write.`;
  return new StoreError('FORBIDDEN', message, { where: key });
}

/** A new file that the server refused, where nobody may look at what is there. */
export function thereAlready(key: string): StoreError {
  return new StoreError('CONFLICT', `There is a file “${key}” already. Nothing was changed.`, { where: key });
}
