import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { create } from 'zustand';
import { nextDelay } from './backoff.ts';

type Link = ClientLink<ClientContext>;

interface ConnectionState {
  /** Refused: the app runs, but has been started anew and does not know this page. */
  state: 'connecting' | 'open' | 'lost' | 'refused';
  /** Grows by one with each connection made, so that streams know when to subscribe again. */
  generation: number;
}

/** Whether main can be reached. */
export const useConnection = create<ConnectionState>(() => ({ state: 'connecting', generation: 0 }));

/** How long a call waits for a connection before it fails. */
const patience = 15_000;
const heartbeatEvery = 10_000;
const heartbeatTimeout = 10_000;

let current: Link | null = null;
let waiting: Array<(link: Link) => void> = [];

function opened(link: Link): void {
  current = link;
  useConnection.setState(({ generation }) => ({ state: 'open', generation: generation + 1 }));
  const callers = waiting;
  waiting = [];
  for (const resolve of callers) resolve(link);
}

function lost(): void {
  current = null;
  useConnection.setState(({ state }) => ({ state: state === 'refused' ? state : 'lost' }));
}

const unauthorised = 401;

/** A socket does not say why it was refused; a page that is asked for does. */
async function askWhy(): Promise<void> {
  try {
    const { status } = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    if (!current) useConnection.setState({ state: status === unauthorised ? 'refused' : 'lost' });
  } catch {
    if (!current) useConnection.setState({ state: 'lost' });
  }
}

function ready(signal: AbortSignal | undefined): Promise<Link> {
  if (current) return Promise.resolve(current);
  return new Promise((resolve, reject) => {
    const stop = (error: unknown) => {
      clearTimeout(timer);
      waiting = waiting.filter((waiter) => waiter !== settle);
      reject(error);
    };
    const onAbort = () => stop(signal?.reason);
    const settle = (link: Link) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(link);
    };
    const timer = setTimeout(() => stop(new Error('No connection to the app.')), patience);
    signal?.addEventListener('abort', onAbort, { once: true });
    waiting.push(settle);
  });
}

/** A link that stays while the sockets below it come and go. */
export const swappingLink: Link = {
  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) {
    const link = await ready(options.signal);
    return link.call(path, input, options);
  },
};

/** A frozen server says nothing and closes nothing: ask it now and then, and drop the socket if it is silent. */
function keepAlive(socket: WebSocket, link: Link): void {
  let heard = Date.now();
  socket.addEventListener('message', () => {
    heard = Date.now();
  });
  const timer = setInterval(() => {
    if (Date.now() - heard < heartbeatEvery) return;
    const signal = AbortSignal.timeout(heartbeatTimeout);
    link.call(['app', 'info'], undefined, { signal, context: {} }).catch(() => socket.close());
  }, heartbeatEvery);
  socket.addEventListener('close', () => clearInterval(timer));
}

function connectSocket(attempt: number): void {
  const url = new URL('rpc', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  url.hash = '';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const link: Link = new SocketLink({ websocket: socket });
  let failures = attempt;
  socket.addEventListener('open', () => {
    failures = 0;
    keepAlive(socket, link);
    opened(link);
  });
  socket.addEventListener('close', () => {
    lost();
    if (failures > 0) void askWhy();
    setTimeout(() => connectSocket(failures + 1), nextDelay(failures));
  });
}

/** The preload hands the port over once per page, when the page asks for it. */
function connectPort(): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data?.type !== 'agentflow-port' || !port) return;
    const link: Link = new PortLink({ port });
    port.addEventListener('close', lost);
    port.start();
    opened(link);
  });
  window.postMessage({ type: 'agentflow-connect' }, location.origin);
}

/** Starts connecting, by what the page was loaded from. */
export function connect(): void {
  if (location.protocol === 'http:' || location.protocol === 'https:') connectSocket(0);
  else connectPort();
}
