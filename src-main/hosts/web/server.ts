import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
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

const heartbeatMs = 15_000;
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

  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token');
    if (token !== null && request.method === 'GET' && guard.hostAllowed(request.headers.host)) {
      const cookie = guard.admit(token);
      if (cookie) {
        // The token leaves the address bar at once.
        response.writeHead(303, { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
        return;
      }
    }
    const refusal = guard.refusal({ method: request.method ?? 'GET', headers: request.headers });
    if (refusal) {
      response.writeHead(refusal === 'token' ? 401 : 403, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(reasons[refusal]);
      return;
    }
    void listener(request, response);
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  const handler = new RPCHandler(router);
  server.on('upgrade', (request, socket: Duplex, head) => {
    const refusal = guard.refusal({ method: 'CONNECT', headers: request.headers });
    if (refusal || request.url !== '/rpc') {
      socket.end(`HTTP/1.1 ${refusal === 'token' ? 401 : 403} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', (error) => services.log.warn({ err: error }, 'A connection broke'));
      void handler.upgrade(ws, { context: { services, host } });
    });
  });
  const heartbeat = setInterval(() => {
    for (const ws of sockets.clients) ws.ping();
  }, heartbeatMs).unref();

  const { port } = await listen(server, options);
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}/?token=${guard.token}`,
    async close() {
      clearInterval(heartbeat);
      for (const ws of sockets.clients) ws.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}
