import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { S3Client } from '@aws-sdk/client-s3';

/** The requests by which an object appears, changes or goes. */
const changes = new Set(['PutObjectCommand', 'CompleteMultipartUploadCommand', 'DeleteObjectCommand']);

/** What is known of the changes that were sent, of one request with its tries, or of all in one call. */
export class Sent {
  #underway = 0;
  #answeredOpenly = 0;
  #unanswered = 0;
  readonly #whole: Sent | undefined;

  /** `whole`: what this is a part of. */
  constructor(whole?: Sent) {
    this.#whole = whole;
  }

  /** Whether one may have been carried out: it was handed to a connection, and no answer says that it was refused. */
  get isOpen(): boolean {
    return this.#open > 0;
  }

  /** Whether that holds of several. */
  get areSeveralOpen(): boolean {
    return this.#open > 1;
  }

  /** Whether one went out that no answer came to, so that it may be carried out still. */
  get isUnanswered(): boolean {
    return this.#underway + this.#unanswered > 0;
  }

  began(): void {
    this.#underway += 1;
    this.#whole?.began();
  }

  /** `status`: of the answer, if one came; `unsent` where it has turned out that it never got there. */
  ended(status: number | undefined | 'unsent'): void {
    this.#underway -= 1;
    if (status === undefined) this.#unanswered += 1;
    else if (status !== 'unsent' && !isRefusal(status)) this.#answeredOpenly += 1;
    this.#whole?.ended(status);
  }

  get #open(): number {
    return this.#underway + this.#answeredOpenly + this.#unanswered;
  }
}

/** Whether an answer says that nothing was done. */
export function isRefusal(status: number): boolean {
  // Who answers 408 may be somebody on the way, who has passed it on.
  return (status >= 300 && status < 500 && status !== 408) || status === 501;
}

const current = new AsyncLocalStorage<Sent>();

/** Does work whose changes are followed by `sent`. */
export function following<T>(sent: Sent, work: () => Promise<T>): Promise<T> {
  return current.run(sent, work);
}

/** Whether an earlier try of a change that was just answered as done may have been carried out as well. */
export function mayBeDoneBefore(): boolean {
  return current.getStore()?.areSeveralOpen ?? false;
}

/** Errors of changes of which some try may have been carried out. */
const lost = new WeakSet<object>();

/** Whether the request that failed with this error was sent, and may have been carried out. */
export function mayBeCarriedOut(error: unknown): boolean {
  return typeof error === 'object' && error !== null && lost.has(error);
}

/** Lets a client keep account of which of its changes have left this computer, and what was answered. */
export function followChanges(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!changes.has(commandName)) return next(args);
        const sent = new Sent(current.getStore());
        try {
          return await following(sent, () => next(args));
        } catch (error) {
          if (sent.isOpen && typeof error === 'object' && error !== null) lost.add(error);
          throw error;
        }
      },
    // Around all tries, and around what sends it again with other credentials.
    { step: 'initialize', priority: 'high', name: 'followChange' },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const sent = current.getStore();
        if (!sent || !changes.has(commandName)) return next(args);
        return tried(sent, isNodes(client), () => next(args));
      },
    // Right around what sends one try, before anything is read of its answer.
    { step: 'deserialize', priority: 'low', name: 'followTry' },
  );
}

/** Sends one try; where it cannot be seen when it leaves, it counts from the start. */
async function tried<T extends { response: unknown }>(
  sent: Sent,
  isSeen: boolean,
  send: () => Promise<T>,
): Promise<T> {
  let isSent = false;
  const leave = () => {
    if (!isSent) sent.began();
    isSent = true;
  };
  if (!isSeen) leave();
  try {
    const result = await leaving.run(leave, send);
    leave();
    const { statusCode = 0 } = result.response as { statusCode?: number };
    sent.ended(statusCode);
    return result;
  } catch (error) {
    if (isSent) sent.ended(isProxys(error) ? 'unsent' : undefined);
    throw error;
  }
}

/** A proxy that could not be reached, or did not let it through. */
function isProxys(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'proxy' in error;
}

/** Whether requests are sent by Node's own client, which tells of each. */
function isNodes({ config }: S3Client): boolean {
  return config.requestHandler.metadata?.handlerProtocol === 'http/1.1';
}

/** What is called when a request made within it is handed to a connection that stands. */
const leaving = new AsyncLocalStorage<() => void>();

channel('http.client.request.created').subscribe((message) => {
  const leave = leaving.getStore();
  const { request } = message as { request?: unknown };
  if (!leave || !(request instanceof ClientRequest)) return;
  request.once('socket', (socket) => {
    if (!socket.connecting) leave();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', leave);
  });
});
