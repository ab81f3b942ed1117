import { EventEmitter } from 'node:events';
import { createContext, runInContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import type { PortMain } from './ports.ts';

interface WindowMessage {
  data: { type?: string };
  origin: string;
  source: unknown;
  ports: MessagePort[];
}

type Listener = (message: WindowMessage) => void;

/** A page with its preload: what of a browser both of them need to find each other. */
export class Page {
  /** What the preload has given to the page. */
  readonly exposed: Record<string, unknown> = {};
  /** Ports that the preload has handed to the page. */
  readonly ports: MessagePort[] = [];
  /** The page's `beforeunload` objects. */
  holdsEdits = false;
  readonly #listeners = new Set<Listener>();
  readonly #ipc = new EventEmitter();
  readonly #send: (channel: string) => void;
  readonly #origin: string;
  readonly window: object;

  constructor(url: string, send: (channel: string) => void) {
    const { protocol, host } = new URL(url);
    this.#origin = `${protocol}//${host}`;
    this.#send = send;
    this.window = {
      location: { origin: this.#origin },
      addEventListener: (_: string, listener: Listener) => this.#listeners.add(listener),
      removeEventListener: (_: string, listener: Listener) => this.#listeners.delete(listener),
      postMessage: (data: object, target: string, ports: MessagePort[] = []) =>
        this.postMessage(data, target, ports),
    };
  }

  /** Runs the preload in a world that has the page's window, Electron, and nothing of Node. */
  runPreload(code: string): void {
    const electron = {
      ipcRenderer: {
        send: (channel: string) => this.#send(channel),
        once: (channel: string, listener: (...args: unknown[]) => void) => this.#ipc.once(channel, listener),
      },
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => {
          this.exposed[name] = api;
        },
      },
      webUtils: { getPathForFile: (file: { path: string }) => file.path },
    };
    const require = (name: string) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot require “${name}”.`);
      return electron;
    };
    const module = { exports: {} };
    runInContext(code, createContext({ window: this.window, require, module, exports: module.exports }));
  }

  receive(channel: string, message: unknown, ports: PortMain[]): void {
    this.#ipc.emit(channel, { ports: ports.map(({ port }) => port) }, message);
  }

  postMessage(data: object, target: string, ports: MessagePort[] = []): void {
    if (target !== this.#origin) return;
    const message = { data, origin: this.#origin, source: this.window, ports };
    setImmediate(() => {
      for (const listener of this.#listeners) listener(message);
    });
  }

  /** The page's own script: asks for its port and makes a client of it. */
  connect(): Promise<ContractRouterClient<Contract>> {
    return new Promise((resolve) => {
      this.#listeners.add(({ data, source, ports: [port] }) => {
        if (source !== this.window || data.type !== 'agentflow-port' || !port) return;
        this.ports.push(port);
        const client = createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ port }));
        port.start();
        resolve(client);
      });
      this.postMessage({ type: 'agentflow-connect' }, this.#origin);
    });
  }

  /** The page is unloaded: its ports close. */
  end(): void {
    for (const port of this.ports) port.close();
    this.#listeners.clear();
  }
}
