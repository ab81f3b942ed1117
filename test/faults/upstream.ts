import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { actionHeader, tryHeader } from './requests.ts';

/** An answer of the server, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** The way to a server on this machine. */
export class Upstream {
  readonly #to: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(endpoint: string) {
    this.#to = new URL(endpoint);
  }

  /** Sends a request on; null where no answer comes. */
  async send(request: IncomingMessage, body: Buffer): Promise<Answer | null> {
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    const sending = this.#open(request, this.#agent);
    sending.on('response', async (response) => {
      const read = await buffer(response).catch(() => null);
      const { statusCode: status = 502, headersDistinct } = response;
      resolve(read && { status, headers: one(headersDistinct), body: read });
    });
    sending.on('error', () => resolve(null));
    sending.end(body);
    return promise;
  }

  /** Sends the first half of a request, and then the connection ends. */
  async sendHalf(request: IncomingMessage, body: Buffer): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sending = this.#open(request, false);
    sending.on('response', (response) => response.resume());
    sending.on('error', () => {});
    sending.on('close', () => resolve());
    sending.flushHeaders();
    sending.write(body.subarray(0, Math.floor(body.length / 2)), () => sending.destroy());
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }

  #open({ method, url: path, headers }: IncomingMessage, agent: Agent | false) {
    const { [actionHeader]: _action, [tryHeader]: _try, ...others } = headers;
    const { hostname: host, port } = this.#to;
    return httpRequest({ host, port, method, path, headers: others, agent });
  }
}

function one(distinct: NodeJS.Dict<string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(distinct).map(([name, values = []]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );
}
