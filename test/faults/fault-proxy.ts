import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorXml } from '../s3-server/xml.ts';
import type { Fate, Trouble } from './fates.ts';

/** A request as it came by. */
export interface Passed {
  /** Method and address. */
  readonly name: string;
  /** The same for all tries of one request of the SDK. */
  readonly invocation: string;
  readonly fate: Fate;
}

/** What lies between the app and a server, and speaks HTTP to both. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Everything that came by, until somebody takes it. */
  readonly passed: Passed[];
  close(): Promise<void>;
}

/** An answer of the server, read whole. */
interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

const page = '<!DOCTYPE html><html><body>Please log in to the network.</body></html>';

/** Starts a proxy in front of a server on this machine; `fateOf` is asked for each request. */
export async function startFaultProxy(target: string, fateOf: (name: string) => Fate): Promise<FaultProxy> {
  const to = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const passed: Passed[] = [];

  /** Sends a request on; with `share`, only so much of its body, and then the connection ends. */
  const forward = (request: IncomingMessage, body: Buffer, share = 1) =>
    new Promise<Answer | null>((resolve, reject) => {
      const { method, url: path, headers } = request;
      const whole = share === 1;
      const upstream = httpRequest({
        host: to.hostname,
        port: to.port,
        method,
        path,
        headers,
        agent: whole ? agent : false,
      });
      upstream.on('response', async (response) => {
        const read = await buffer(response).catch(() => null);
        const { statusCode: status = 502, headersDistinct } = response;
        resolve(read && { status, headers: one(headersDistinct), body: read });
      });
      upstream.on('error', (error) => (whole ? reject(error) : resolve(null)));
      if (whole) upstream.end(body);
      else {
        upstream.flushHeaders();
        upstream.write(body.subarray(0, Math.floor(body.length * share)), () => upstream.destroy());
      }
    });

  const server = createServer({ requireHostHeader: false }, async (request, response) => {
    // An upload's id differs each time, and what happens to it must not.
    const name = `${request.method} ${request.url?.replace(/uploadId=[^&]*/, 'uploadId')}`;
    const fate = fateOf(name);
    const invocation = String(request.headers['amz-sdk-invocation-id'] ?? '');
    passed.push({ name, invocation, fate });
    const cut = () => void request.socket.destroy();
    if (fate.kind === 'reset' && fate.when === 'before') return cut();
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    if (fate.kind === 'reset' && fate.when === 'in-request') {
      await forward(request, body, body.length > 0 ? 0.5 : 0);
      return cut();
    }
    if ('done' in fate && !fate.done) return instead(request, response, fate);
    if (fate.kind === 'pass' && fate.delay > 0) await sleep(fate.delay);
    const answer = await forward(request, body).catch(() => null);
    if (answer === null) return cut();
    if ('done' in fate) return instead(request, response, fate);
    give(request, response, answer, fate);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fault proxy has no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    passed,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers in place of the server. */
function instead(
  request: IncomingMessage,
  response: ServerResponse,
  fate: Extract<Fate, { done: boolean }>,
): void {
  if (fate.kind === 'silence') return;
  if (fate.kind === 'status') {
    fail(request, response, fate.answer);
    return;
  }
  const body = {
    page,
    half: '<?xml version="1.0"?><ListBucketResult><Name>mem',
    error: errorXml('InternalError', ''),
  };
  response.writeHead(200, { 'content-type': fate.body === 'page' ? 'text/html' : 'application/xml' });
  response.end(request.method === 'HEAD' ? undefined : body[fate.body]);
}

function fail(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, headers, elements = '' }: Trouble,
): void {
  const body = errorXml(code, `${code} (said by the fault proxy).`).replace(
    '</Error>',
    `${elements}</Error>`,
  );
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Hands out what the server answered, as the fate has it. */
function give(request: IncomingMessage, response: ServerResponse, answer: Answer, fate: Fate): void {
  const { status, headers, body } = answer;
  const { 'transfer-encoding': _, ...others } = headers;
  const hasBody = request.method !== 'HEAD' && body.length > 0;
  const length = request.method === 'HEAD' ? headers['content-length'] : String(body.length);
  const set = (said: string | string[] | undefined) => {
    const isSaid = said !== undefined && status !== 204;
    response.writeHead(status, isSaid ? { ...others, 'content-length': said } : others);
  };
  if (fate.kind === 'reset') {
    if (fate.when === 'after-request') return void request.socket.destroy();
    set(length);
    if (hasBody) response.write(body.subarray(0, Math.floor(body.length / 2)));
    else response.flushHeaders();
    setTimeout(() => request.socket.destroy(), 5);
    return;
  }
  if (fate.kind === 'length' && hasBody) {
    // Said to be longer than it is, it never ends; said to be shorter, its rest comes unasked.
    const said = Math.max(0, body.length + fate.by);
    set(String(said));
    response.write(body);
    setTimeout(() => request.socket.destroy(), 20);
    return;
  }
  set(length);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function one(distinct: NodeJS.Dict<string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(distinct).map(([name, values = []]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );
}
