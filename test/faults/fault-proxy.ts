import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '@smithy/core/protocols';
import { errorXml } from '../s3-server/xml.ts';
import { calm, type Fate, type Plan, type Trouble } from './fates.ts';
import { actionHeader, tryHeader } from './requests.ts';
import { type Answer, Upstream } from './upstream.ts';

/** A request as it came by. */
export interface Passed extends Plan {
  /** Method and address. */
  readonly name: string;
  /** The same for all tries of one request of the SDK. */
  readonly invocation: string;
  /** What it is for, as it says. */
  readonly action: string;
  /** What the server answered; null where it was not asked, or nothing came of it. */
  status: number | null;
  /** Whether who asked got no answer, for whatever reason. */
  isMissed: boolean;
  readonly id: string;
}

/** Who decides what becomes of requests. */
export interface Doom {
  planFor(name: string, action: string): Plan;
  /** Somebody else writes to what this request is about. */
  intrude(name: string, when: 'before' | 'after'): void;
}

/** What lies between the app and a server, and speaks HTTP to both. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Everything that came by, until somebody takes it. */
  readonly passed: Passed[];
  /** Says that who asked got no answer: in time, on a busy machine, or by a connection that ended before it. */
  missed(id: string, request: HttpRequest): void;
  close(): Promise<void>;
}

const page = '<!DOCTYPE html><html><body>Please log in to the network.</body></html>';

/** Starts a proxy in front of a server on this machine. */
export async function startFaultProxy(target: string, doom: Doom): Promise<FaultProxy> {
  const upstream = new Upstream(target);
  const passed: Passed[] = [];
  const server = createServer({ requireHostHeader: false }, async (request, response) => {
    // An upload's id differs each time, and what happens to it must not.
    const name = `${request.method} ${request.url?.replace(/uploadId=[^&]*/, 'uploadId')}`;
    const action = String(request.headers[actionHeader] ?? '');
    const invocation = String(request.headers['amz-sdk-invocation-id'] ?? '');
    const plan = doom.planFor(name, action);
    const id = String(request.headers[tryHeader] ?? '');
    const seen: Passed = { ...plan, name, invocation, action, id, status: null, isMissed: false };
    passed.push(seen);
    if (plan.fate.kind === 'reset' && plan.fate.when === 'before') return void request.socket.destroy();
    const body = await buffer(request).catch(() => null);
    if (body !== null) await meet({ request, response, body, seen }, upstream, doom);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fault proxy has no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    passed,
    missed(id, { method, path, query, headers }) {
      const missed = passed.find((one) => one.id === id);
      const name = `${method} ${path}?${Object.keys(query).join('&')}`;
      const invocation = headers['amz-sdk-invocation-id'] ?? '';
      const action = headers[actionHeader] ?? '';
      if (missed) missed.isMissed = true;
      else passed.push({ ...calm, name, invocation, action, id, status: null, isMissed: true });
    },
    close: () =>
      new Promise((resolve) => {
        upstream.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A request that has come whole. */
interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly seen: Passed;
}

/** Lets a request meet its fate. */
async function meet(
  { request, response, body, seen }: Arrived,
  upstream: Upstream,
  doom: Doom,
): Promise<void> {
  const { name, fate, intrusion } = seen;
  if (fate.kind === 'reset' && fate.when === 'in-request') {
    await upstream.sendHalf(request, body);
    request.socket.destroy();
    return;
  }
  if ('done' in fate && !fate.done) return instead(request, response, fate);
  if (fate.kind === 'pass' && fate.delay > 0) await sleep(fate.delay);
  if (intrusion === 'before') doom.intrude(name, intrusion);
  const answer = await upstream.send(request, body);
  if (intrusion === 'after') doom.intrude(name, intrusion);
  if (answer === null) return void request.socket.destroy();
  seen.status = answer.status;
  if ('done' in fate) instead(request, response, fate);
  else give(request, response, answer, fate);
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
  if (fate.kind === 'length' && fate.by === null && hasBody) {
    const { 'content-length': _, ...unsaid } = others;
    response.writeHead(status, unsaid);
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    response.end(body.subarray(Math.floor(body.length / 2)));
    return;
  }
  if (fate.kind === 'length' && fate.by !== null && hasBody) {
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
