import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#shared/contract/index.ts';
import type { Bundle } from '../host/bundle.ts';

export type Client = ContractRouterClient<Contract>;

/** Its process has died before it answered. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** In milliseconds: how long a call may take before something is wrong with the app. */
const patience = 20_000;

/** A running app with one window. */
export class Host {
  readonly name: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #socket: WebSocket;
  readonly #client: Client;
  #store = '';
  #alive = true;

  private constructor(name: string, child: ChildProcess, ended: Promise<void>, socket: WebSocket) {
    this.name = name;
    this.#child = child;
    this.#socket = socket;
    this.#client = createORPCClient(new RPCLink({ websocket: socket as never }));
    this.ended = ended.then(() => {
      this.#alive = false;
      socket.terminate();
    });
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The id of the store that it has open. */
  get store(): string {
    return this.#store;
  }

  kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  /** Makes a call; rejects with `Died` where the process dies before the answer. */
  async call<T>(work: (client: Client) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`A call took longer than ${patience} ms.`)), patience);
    });
    const died = this.ended.then(() => {
      throw new Died(`${this.name} died.`);
    });
    try {
      return await Promise.race([work(this.#client), died, tooLong]);
    } catch (error) {
      // The socket breaks a moment before the process has ended for us.
      if (error instanceof Died || isRefusal(error) || this.#socket.readyState === WebSocket.OPEN)
        throw error;
      throw new Died(`${this.name} died.`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts the app on a store; null where it was killed before it was ready. */
  static async start(
    name: string,
    options: {
      bundle: Bundle;
      home: string;
      store: string;
      env?: Record<string, string>;
      killAfter?: number;
    },
  ): Promise<Host | null> {
    const { bundle, home, store, env, killAfter } = options;
    const child = spawn(process.execPath, [bundle.entry, '--no-open', store], {
      env: { ...process.env, ...env, AGENTFLOW_SESSIONS_HOME: home, NODE_COMPILE_CACHE: bundle.cache },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(() => {});
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    try {
      const socket = await connect(child, ended);
      if (!socket) return null;
      const host = new Host(name, child, ended, socket);
      // It is being opened already, since it was named at the start; this waits until it is.
      const opened = await host.call((client) => client.stores.openFolder({ path: store, root: '' }));
      if (opened.kind === 'opened') host.#store = opened.store.id;
      return host;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      await ended;
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A socket to the app, as a page has it; null where it ended before. */
async function connect(child: ChildProcess, ended: Promise<void>): Promise<WebSocket | null> {
  let said = '';
  const ready = new Promise<string>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n')) resolve(said.trim().replace(/^Ready: /, ''));
    });
  });
  const address = await Promise.race([ready, ended]);
  if (address === undefined) return null;
  try {
    const { host, searchParams } = new URL(address);
    const page = `http://${host}`;
    const admitted = await fetch(`${page}/?token=${searchParams.get('token')}`, { redirect: 'manual' });
    const [cookie = ''] = (admitted.headers.get('set-cookie') ?? '').split(';');
    const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, host, origin: page } });
    socket.binaryType = 'arraybuffer';
    socket.on('error', () => {});
    return await Promise.race([once(socket, 'open').then(() => socket), ended.then(() => null)]);
  } catch {
    await ended;
    return null;
  }
}

/** Whether the app has answered no, and so is alive. */
export function isRefusal(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && 'defined' in error;
}
