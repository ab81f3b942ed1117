import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createWebHost } from '#hosts/web/host.ts';
import { serveWeb } from '#hosts/web/server.ts';
import type { Contract } from '#shared/contract/index.ts';
import { temporaryServices } from '../../support/home.ts';

/** A client over a socket of a running web host, which the browser believes to be at `seenAs`. */
async function page(seenAs?: string): Promise<ContractRouterClient<Contract>> {
  const pages = async () => null;
  const server = await serveWeb(temporaryServices(), createWebHost(), { host: '127.0.0.1', port: 0, pages });
  onTestFinished(() => server.close());
  const { host, searchParams } = new URL(server.url);
  const name = seenAs ?? host;
  const admitted = await fetch(`http://${host}/?token=${searchParams.get('token')}`, { redirect: 'manual' });
  const [cookie = ''] = (admitted.headers.get('set-cookie') ?? '').split(';');
  const headers = { cookie, host: name, origin: `http://${name}` };
  const socket = new WebSocket(`ws://${host}/rpc`, { headers });
  onTestFinished(() => socket.terminate());
  socket.binaryType = 'arraybuffer';
  return createORPCClient(new RPCLink({ websocket: socket as never }));
}

describe('a page of the web host', () => {
  it('makes its calls over one socket', async () => {
    const client = await page();
    expect(await client.stores.list()).toEqual([]);
    await expect(client.stores.connect({ store: 'folder-0' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('makes them through an SSH tunnel, where host and port are others', async () => {
    expect(await (await page('localhost:8022')).stores.list()).toEqual([]);
  });

  it('is told what a browser cannot do, and is refused it', async () => {
    const client = await page();
    expect((await client.app.info()).capabilities).toEqual({
      folderDialog: false,
      dropPath: false,
      reveal: false,
      openOutside: false,
      secrets: 'session-only',
    });
    await expect(client.host.pickFolder()).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
