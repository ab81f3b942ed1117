import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy as companies have it: it forwards requests for http and opens tunnels for https. */
export interface ForwardProxy {
  readonly endpoint: string;
  /** What it was asked for: `GET http://host:port` or `CONNECT host:port`. */
  readonly seen: string[];
  /** Addresses of hosts that it alone knows. */
  readonly hosts: Map<string, string>;
  /** Asks for this `name:password`, if set. */
  login: string | null;
  /** Answered to every tunnel in place of opening it, if set. */
  refusal: number | null;
  close(): Promise<void>;
}

export async function startForwardProxy(): Promise<ForwardProxy> {
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const mayPass = ({ headers }: IncomingMessage) =>
    proxy.login === null ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(proxy.login).toString('base64')}`;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '');
    proxy.seen.push(`${request.method} ${url.origin}`);
    if (!mayPass(request)) return void response.writeHead(407).end();
    const path = `${url.pathname}${url.search}`;
    const { method, headers } = request;
    const hostname = proxy.hosts.get(url.hostname) ?? url.hostname;
    const { port } = url;
    const upstream = httpRequest({ method, headers, path, hostname, port, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.writeHead(502).end());
    request.pipe(upstream);
  });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    proxy.seen.push(`CONNECT ${request.url}`);
    const status = mayPass(request) ? proxy.refusal : 407;
    if (status !== null) return void client.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.on('connection', (socket: Socket) => keep(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const proxy: ForwardProxy = {
    endpoint: `http://127.0.0.1:${address.port}`,
    seen: [],
    hosts: new Map(),
    login: null,
    refusal: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return proxy;
}
