import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { finished } from 'node:stream/promises';
import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import pLimit from 'p-limit';
import { isStoreError } from '#shared/errors.ts';
import type { Network } from '#shared/model/s3-location.ts';
import { hostLookup } from './lookup.ts';
import { environmentProxies, type ProxyFinder, proxyFinderOf } from './proxies.ts';
import { bounded } from './refusal-bodies.ts';
import { trusted } from './trust.ts';

type Handle = NodeHttpHandler['handle'];
type HandlerOptions = Parameters<Handle>[1] & { onSend?: () => void };
type Answer = Awaited<ReturnType<Handle>>;

/** Makes what sends the requests of one connection. */
export type RequestHandlers = (network: Network) => ConnectionHandler;

/** Requests of one connection that are under way at once; others wait. */
const maxRequests = 16;

/**
 * Sends all requests of one connection, to its endpoint and to the sign-in services of its credentials: by the
 * proxy, with the trust and within the times that the connection says. Nothing is read or looked up before the
 * first request, which rejects with what is wrong with the settings (`INVALID`).
 */
export function requestHandlerFor(
  network: Network,
  systemProxy: ProxyFinder = environmentProxies(),
): ConnectionHandler {
  return new ConnectionHandler(network, systemProxy);
}

/** A request handler of the SDK; its client's `destroy` ends its connections. */
export class ConnectionHandler implements HttpHandler<NodeHttpHandlerOptions> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly tellsSending = true;
  readonly #network: Network;
  readonly #proxyFor: ProxyFinder;
  readonly #limit = pLimit(maxRequests);
  /** By the address of the proxy; `''`: without one. */
  readonly #routes = new Map<string, Promise<NodeHttpHandler>>();

  constructor(network: Network, systemProxy: ProxyFinder) {
    this.#network = network;
    this.#proxyFor = proxyFinderOf(network, systemProxy);
  }

  /** Answers when the head of the answer is there; until its body is read or given up it counts as under way. */
  handle(request: HttpRequest, options: HandlerOptions = {}): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    void this.#limit(async () => {
      try {
        const { onSend, ...how } = options;
        // What was given up while it waited is not sent.
        if (how.abortSignal?.aborted) throw stopped();
        onSend?.();
        const answer = await this.#send(request, how);
        const { response } = answer;
        // An answer to HEAD has none, and its socket is looked at.
        if (response.statusCode >= 300 && request.method !== 'HEAD')
          response.body = bounded(response.body, response.statusCode);
        resolve(answer);
        await finished(answer.response.body, { writable: false });
      } catch (error) {
        // After the answer was handed out, whoever reads it learns of it there.
        reject(error);
      }
    });
    return promise;
  }

  /** The proxy by which a URL is reached; null: directly. Rejects `INVALID` for one that cannot be used. */
  proxyFor(url: URL): Promise<string | null> {
    return this.#proxyFor(url);
  }

  /** Ends all connections; a later request makes new ones. */
  destroy(): void {
    const routes = [...this.#routes.values()];
    this.#routes.clear();
    for (const route of routes) void route.then((handler) => handler.destroy()).catch(() => {});
  }

  /** Nothing of it is for the SDK to change. */
  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return {};
  }

  async #send(request: HttpRequest, options: HandlerOptions): Promise<Answer> {
    const proxy = await this.#proxyFor(urlOf(request));
    const handler = await this.#route(proxy ?? '', request.protocol === 'https:');
    if (proxy === null) return handler.handle(request, options);
    try {
      const answer = await handler.handle(request, options);
      if (answer.response.statusCode === 407) throw wantsLogin(answer);
      return answer;
    } catch (error) {
      throw byProxy(error, proxy);
    }
  }

  #route(proxy: string, secure: boolean): Promise<NodeHttpHandler> {
    const name = secure ? `tls ${proxy}` : proxy;
    const known = this.#routes.get(name);
    if (known) return known;
    const route = this.#makeRoute(proxy, secure);
    this.#routes.set(name, route);
    // The settings may be mended by the next request: a file put where it was missing.
    route.catch(() => this.#routes.delete(name));
    return route;
  }

  async #makeRoute(proxy: string, secure: boolean): Promise<NodeHttpHandler> {
    const { caFile, connectSeconds, idleSeconds } = this.#network;
    const times = { connectionTimeout: connectSeconds * 1000, socketTimeout: idleSeconds * 1000 };
    const agent = {
      keepAlive: true,
      timeout: times.socketTimeout,
      lookup: hostLookup,
      ...(proxy === '' ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } }),
    };
    // Agents, and not their options: with those alone the SDK makes others for large bodies, which know neither.
    if (!secure) return new NodeHttpHandler({ ...times, httpAgent: new HttpAgent(agent) });
    const secureContext = await trusted(caFile);
    return new NodeHttpHandler({ ...times, httpsAgent: new HttpsAgent({ ...agent, secureContext }) });
  }
}

/** As the SDK has it. */
function stopped(): Error {
  return Object.assign(new Error('The request was stopped.'), { name: 'AbortError' });
}

function urlOf({ protocol, hostname, port }: HttpRequest): URL {
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
}

/** Where a proxy forwards requests, it answers in the place of the server; with a tunnel Node makes such an error. */
function wantsLogin({ response }: Answer): Error {
  response.body?.destroy();
  const { statusCode } = response;
  return Object.assign(new Error('The proxy wants a login.'), { code: 'ERR_PROXY_TUNNEL', statusCode });
}

/** Says of the failure of a connection that it was the proxy's, by an address without name or password. */
function byProxy(error: unknown, proxy: string): unknown {
  if (!(error instanceof Error) || isStoreError(error)) return error;
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall !== 'connect' && syscall !== 'getaddrinfo' && code !== 'ERR_PROXY_TUNNEL') return error;
  return Object.assign(error, { proxy: new URL(proxy).origin });
}
