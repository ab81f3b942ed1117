import { AsyncLocalStorage } from 'node:async_hooks';
import { pipeline, Readable, Transform } from 'node:stream';
import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';

/** What a request does, as it is billed. */
export type RequestKind = 'list' | 'get' | 'head' | 'put' | 'delete' | 'post' | 'signIn';

/** Is told of the bodies of one request as they pass, in bytes. */
export interface RequestBytes {
  up(bytes: number): void;
  down(bytes: number): void;
}

/** Called for each request as it is sent, so again for each retry. */
export type OnRequest = (kind: RequestKind) => RequestBytes | undefined;

interface Handler {
  /** Lets requests wait, and calls `onSend` of their options as they leave. */
  readonly tellsSending?: boolean;
  handle(request: HttpRequest, options?: object): Promise<{ response: HttpResponse }>;
}

/** The same handler; tells of every request that passes through it, and of the bytes of both bodies. */
export function metered<H extends Handler>(
  handler: H,
  onRequest: OnRequest,
  kindOf: (request: HttpRequest) => RequestKind = requestKind,
): H {
  const handle: Handler['handle'] = async (request, options) => {
    let bytes: RequestBytes | undefined;
    // On the account of who asks, whoever makes room for it to be sent.
    const onSend = AsyncLocalStorage.bind(() => {
      bytes = onRequest(kindOf(request));
      bytes?.up(lengthOf(request.body));
    });
    if (!handler.tellsSending) onSend();
    const answer = await handler.handle(request, { ...options, onSend });
    const { body } = answer.response;
    if (bytes && body instanceof Readable) answer.response.body = counted(body, bytes);
    return answer;
  };
  return new Proxy(handler, {
    get(target, name) {
      if (name === 'handle') return handle;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What a request to a bucket does. */
export function requestKind({ method, query }: HttpRequest): RequestKind {
  switch (method) {
    case 'HEAD':
      return 'head';
    case 'PUT':
      return 'put';
    case 'DELETE':
      return 'delete';
    case 'POST':
      return 'post';
    default:
      return ['list-type', 'versions', 'uploads'].some((name) => name in query) ? 'list' : 'get';
  }
}

function lengthOf(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : 0;
}

/** The same stream; ends and fails with it, and takes it along when it is destroyed. */
function counted(body: Readable, { down }: RequestBytes): Readable {
  const through = new Transform({
    transform(chunk: Uint8Array, _, done) {
      down(chunk.byteLength);
      done(null, chunk);
    },
  });
  return pipeline(body, through, () => {});
}
