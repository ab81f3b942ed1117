import { MessageChannel as NodeChannel } from 'node:worker_threads';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, it, onTestFinished, vi } from 'vitest';

type Listener = (event: object) => void;

/** What of a browser's window the connection uses; who listens also hears what the page posts. */
function desktopWindow() {
  const listeners = new Set<Listener>();
  const window = {
    addEventListener: (_: string, listener: Listener) => listeners.add(listener),
    postMessage: (data: object, _target: string, ports: unknown[] = []) => {
      for (const listener of [...listeners]) listener({ data, ports, source: window });
    },
  };
  return window;
}

it('on the desktop the page asks for its port, and calls over it', async () => {
  const window = desktopWindow();
  vi.stubGlobal('window', window);
  vi.stubGlobal('location', { protocol: 'app:', origin: 'app://sessions' });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { connect, swappingLink, useConnection } = await import('#ui/client/connection.ts');

  const { port1, port2 } = new NodeChannel();
  onTestFinished(() => port1.close());
  new RPCHandler({ ping: os.handler(() => 'pong') }).upgrade(port1);
  let asked = 0;
  window.addEventListener('message', (event) => {
    const { data } = event as { data: { type: string } };
    if (data.type !== 'agentflow-connect') return;
    asked += 1;
    window.postMessage({ type: 'agentflow-port' }, 'app://sessions', [port2]);
  });
  connect();
  expect(await swappingLink.call(['ping'], undefined, { context: {} })).toBe('pong');
  expect([asked, useConnection.getState().state]).toEqual([1, 'open']);
});
