import { MessageChannel as NodeChannel } from 'node:worker_threads';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, onTestFinished, test, vi } from 'vitest';

test('only what has changed is kept anew: of the rest, main may know something newer', async () => {
  const listeners = new Map<string, (event: object) => void>();
  const page = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    postMessage: () => undefined,
  };
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { protocol: 'app:', origin: 'app://sessions' });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { connect } = await import('#ui/client/connection.ts');
  const { keepUiState, loadUiState } = await import('#ui/shell/ui-state.ts');

  const kept: Record<string, unknown> = { merge: 'a choice of last time', layout: 1 };
  const app = {
    uiState: os.handler(() => ({ ...kept })),
    setUiState: os.handler(({ input }) => void Object.assign(kept, input)),
  };
  const { port1, port2 } = new NodeChannel();
  onTestFinished(() => port1.close());
  new RPCHandler({ app }).upgrade(port1);
  connect();
  listeners.get('message')?.({ data: { type: 'agentflow-port' }, ports: [port2], source: page });

  await loadUiState();
  kept.merge = 'a choice of now';
  keepUiState('layout', 2);
  listeners.get('pagehide')?.({});
  await expect.poll(() => kept).toEqual({ merge: 'a choice of now', layout: 2 });
});
