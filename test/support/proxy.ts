import { connect, createServer, type Socket } from 'node:net';

/** What lies between the app and a server, and what it does to connections. */
export interface TestProxy {
  readonly endpoint: string;
  /**
   * `pass`; `delay`: holds every answer back for that many ms; `cut-request`: ends the connection when so many bytes
   * of requests have passed; `cut-answer`: when an answer is about to pass; `silence`: takes requests and lets no
   * answer through.
   */
  mode:
    | { kind: 'pass' | 'cut-answer' | 'silence' }
    | { kind: 'delay'; ms: number }
    | { kind: 'cut-request'; after: number };
  /** Refuses connections, and ends those that are open. */
  down(): Promise<void>;
  /** Takes them again, on the same port. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of a server on this machine. */
export async function startProxy(target: string): Promise<TestProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname);
    let sent = 0;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (bytes) => {
      sent += bytes.length;
      const { mode } = proxy;
      if (mode.kind === 'cut-request' && sent > mode.after) end();
      else upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      const { mode } = proxy;
      if (mode.kind === 'cut-answer') end();
      else if (mode.kind === 'delay') setTimeout(() => client.write(bytes), mode.ms);
      else if (mode.kind !== 'silence') client.write(bytes);
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const { port } = address;
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const proxy: TestProxy = {
    endpoint: `http://127.0.0.1:${port}`,
    mode: { kind: 'pass' },
    down,
    up: () => listen(port),
    close: async () => {
      if (server.listening) await down();
    },
  };
  return proxy;
}
