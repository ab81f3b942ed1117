import { randomUUID } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { currentRun } from '#services/meter/actions.ts';
import { S3Storage } from '#storage/index.ts';
import { Guards } from '#storage/s3/guards.ts';
import type { Conditions } from '../s3-server/conditions.ts';
import type { S3TestServer } from '../s3-server.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { actionHeader, tryHeader } from './requests.ts';

/** In milliseconds without a byte; then a request is given up. */
const idle = 1200;

export const bucket = 'memory';

/** The ground on which a campaign takes place. */
export interface Ground {
  readonly seed: number;
  readonly operations: number;
  readonly conditions: Conditions;
  readonly keeps: 'versions' | 'nothing';
  /** Whether it is known from the start that the server honours conditions. */
  readonly isKnown: boolean;
}

/** `left` gets the uploads of which it is said that they may be left: their ids, or their keys where no id was answered. */
export function storageOf(
  { accessKeyId, secretAccessKey }: S3TestServer,
  proxy: FaultProxy,
  { isKnown }: Ground,
  left: Set<string>,
): S3Storage {
  return new S3Storage({
    bucket,
    endpoint: proxy.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: new Labelling(proxy),
    guards: new Guards(isKnown),
    uploads: {
      begun: async () => {},
      unanswered: ({ object }) => void left.add(object),
      ended: async ({ id }) => void left.delete(id),
      left: ({ id }) => void left.add(id),
      orphans: async () => [],
    },
  });
}

/** Has each request say what it is for, and tells the proxy of each that was given up. */
class Labelling extends NodeHttpHandler {
  readonly #proxy: FaultProxy;

  constructor(proxy: FaultProxy) {
    super({ connectionTimeout: idle, socketTimeout: idle });
    this.#proxy = proxy;
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    const labelled = HttpRequest.clone(request);
    const id = randomUUID();
    Object.assign(labelled.headers, { [actionHeader]: currentRun().action, [tryHeader]: id });
    try {
      return await super.handle(labelled, options);
    } catch (error) {
      this.#proxy.missed(id, labelled);
      throw error;
    }
  }
}
