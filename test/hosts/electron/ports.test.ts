import { type EventEmitter, once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { PagePort } from '#hosts/electron/ports.ts';
import type { Host } from '#hosts/host.ts';
import type { Contract } from '#shared/contract/index.ts';
import { temporaryServices } from '../../support/home.ts';
import { PortMain } from './fake-electron/ports.ts';

function page() {
  const services = temporaryServices();
  const port = new PagePort({ services, host: {} as Host });
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    port.serve(new PortMain(port1));
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    return { client, port: port2 };
  };
  return { services, port, connect };
}

describe('the port of the page', () => {
  it('carries calls, answers and the errors of the contract', async () => {
    const { client } = page().connect();
    expect(await client.stores.list()).toEqual([]);
    await expect(client.stores.connect({ store: 'folder-0' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends the streams of a page that is gone, so that nothing is sent to nobody', async () => {
    const { services, port, connect } = page();
    const stream = await connect().client.app.events();
    const first = stream.next();
    while (services.events.listeners === 0) await new Promise(setImmediate);
    services.events.emit({ kind: 'stores' });
    expect((await first).value).toEqual({ kind: 'stores' });
    port.close();
    while (services.events.listeners > 0) await new Promise(setImmediate);
    expect(services.events.listeners).toBe(0);
  });

  it('closes the old one when a page asks anew', async () => {
    const { connect } = page();
    const before = connect();
    const closed = once(before.port as unknown as EventEmitter, 'close');
    const { client } = connect();
    await closed;
    expect(await client.stores.list()).toEqual([]);
  });

  it('is let go of when the page closes its end', async () => {
    const { services, connect } = page();
    const { client, port } = connect();
    const stream = await client.app.events();
    void stream.next().catch(() => undefined);
    while (services.events.listeners === 0) await new Promise(setImmediate);
    port.close();
    while (services.events.listeners > 0) await new Promise(setImmediate);
    expect(services.events.listeners).toBe(0);
  });
});
