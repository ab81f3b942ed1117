import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { createResources, type PageSource } from '#rpc/resources.ts';
import { router } from '#rpc/router.ts';
import type { Services } from '#services/index.ts';
import type { Host } from '../host.ts';
import { Guard } from './guard.ts';

/** A running web host. */
export interface WebServer {
  /** Address with the token, for the `Ready:` line. */
  readonly url: string;
  close(): Promise<void>;
}

/** In milliseconds. A page that answers no two pings in a row is gone, though nobody said so. */
const heartbeat = 15_000;
/**
 * In milliseconds: for the headers of a request, and without a byte in either direction. Of an upload nothing is read
 * while its parts are on their way to a slow server, and the store gives it up before this does.
 */
const patience = { headers: 15_000, idle: 300_000, upload: 1_200_000 };
/** The largest message is a save: 5 MB of text, of which JSON may escape every character. */
const maxMessage = 40 * 1024 * 1024;
/** One page has one connection for calls. */
const maxPages = 64;

const reasons = {
  host: 'This address is not one that the app answers to.',
  origin: 'This page may not talk to the app.',
  token: 'The token is missing or wrong. Open the address that the app printed when it started.',
};

/** Serves the app on loopback: pages and blobs over HTTP, calls over a WebSocket at `/rpc`. */
export async function serveWeb(
  services: Services,
  host: Host,
  options: { host: string; port: number; pages: PageSource },
): Promise<WebServer> {
  const guard = new Guard(options.host);
  const resources = createResources(services, options.pages);
  const listener = getRequestListener((request) => resources(request), { overrideGlobalObjects: false });

  const server = createServer(
    { requestTimeout: 0, headersTimeout: patience.headers },
    (request, response) => {
      const cookie = guard.exchange({ method: request.method ?? '', headers: request.headers }, request.url);
      if (cookie) {
        // The token leaves the address bar at once.
        response.writeHead(303, { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
        return;
      }
      const refusal = guard.refusal({ method: request.method ?? 'GET', headers: request.headers });
      if (refusal) {
        response.writeHead(refusal === 'token' ? 401 : 403, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(reasons[refusal]);
        return;
      }
      if (request.method === 'PUT') request.setTimeout(patience.upload);
      void listener(request, response);
    },
  );
  server.timeout = patience.idle;

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessage });
  const handler = new RPCHandler(router);
  server.on('upgrade', (request, socket: Duplex, head) => {
    // Without a listener, a connection that is cut now would end the process.
    socket.on('error', () => socket.destroy());
    const refusal = guard.refusal({ method: 'CONNECT', headers: request.headers });
    if (refusal) return refuse(socket, refusal === 'token' ? 401 : 403);
    if (request.url !== '/rpc') return refuse(socket, 404);
    if (sockets.clients.size >= maxPages) return refuse(socket, 503);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      sockets.emit('connection', ws, request);
      ws.on('error', (error) => services.log.warn({ err: error }, 'A connection broke'));
      void handler.upgrade(ws, { context: { services, host } });
    });
  });
  const stopPinging = endSilent(sockets);

  const { port } = await listen(server, options);
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}/?token=${guard.token}`,
    async close() {
      stopPinging();
      for (const ws of sockets.clients) ws.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Ends connections whose other side does not answer, since their calls would go on for nobody. */
function endSilent(sockets: WebSocketServer): () => void {
  const answered = new WeakSet<WebSocket>();
  sockets.on('connection', (ws) => {
    answered.add(ws);
    ws.on('pong', () => answered.add(ws));
  });
  const timer = setInterval(() => {
    for (const ws of sockets.clients) {
      if (answered.delete(ws)) ws.ping();
      else ws.terminate();
    }
  }, heartbeat).unref();
  return () => clearInterval(timer);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is in use by another program. Choose another by --port, or none for any free one.`,
    EACCES: `Your user may not listen on port ${port} of ${host}. Choose one above 1023 by --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose another by --host.`,
    ENOTFOUND: `${host} is no address of this machine. Choose another by --host.`,
  };
  return new Error(why[error.code ?? ''] ?? `Could not listen on ${host}, port ${port}: ${error.message}`, {
    cause: error,
  });
}
