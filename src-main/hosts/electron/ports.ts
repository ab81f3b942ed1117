import { RPCHandler } from '@orpc/server/message-port';
import type { MessageEvent, MessagePortMain } from 'electron';
import type { RpcContext } from '#rpc/base.ts';
import { router } from '#rpc/router.ts';

type Port = Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/**
 * The page's line to main. There is one page, so there is one port: a page that asks again, as after a reload,
 * gets a new one, and the calls of the old one are aborted.
 */
export class PagePort {
  readonly #context: RpcContext;
  readonly #handler = new RPCHandler(router);
  #end: (() => void) | null = null;

  constructor(context: RpcContext) {
    this.#context = context;
  }

  /** Answers the calls that come in on a port. */
  serve(port: Port): void {
    this.close();
    const closed = new Set<() => void>();
    const end = () => {
      if (this.#end === end) this.#end = null;
      // Who closes a port is not told of it, but the calls have to be.
      for (const listener of closed) listener();
      closed.clear();
      port.close();
    };
    port.on('close', end);
    this.#handler.upgrade(
      {
        postMessage: (message: unknown) => port.postMessage(message),
        on(event: string, listener: (message?: MessageEvent) => void) {
          if (event === 'close') closed.add(listener);
          else port.on('message', listener);
        },
      },
      { context: this.#context },
    );
    this.#end = end;
    port.start();
  }

  /** Aborts what is under way: the page is gone. */
  close(): void {
    this.#end?.();
  }
}
