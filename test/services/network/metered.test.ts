import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpRequest } from '@smithy/core/protocols';
import { afterEach, expect, test } from 'vitest';
import { requestHandlerFor } from '#services/network/request-handler.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { metered } from '#storage/s3/metering.ts';

let server: Server;

afterEach(() => server.close());

test('of requests that wait for room, those that are given up meanwhile are neither sent nor counted', async () => {
  let seen = 0;
  const { promise: open, resolve: answer } = Promise.withResolvers<void>();
  server = createServer((_, response) => {
    seen += 1;
    void open.then(() => response.end('text'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let counted = 0;
  const handler = metered(requestHandlerFor({ ...usualNetwork, proxy: 'none' }), () => {
    counted += 1;
    return undefined;
  });
  const stop = new AbortController();
  const ask = async (abortSignal?: AbortSignal) => {
    const request = new HttpRequest({ protocol: 'http:', hostname: '127.0.0.1', port, path: '/' });
    const { response } = await handler.handle(request, abortSignal ? { abortSignal } : {});
    for await (const _ of response.body);
  };
  const underway = Array.from({ length: 16 }, () => ask());
  const waiting = Promise.allSettled(Array.from({ length: 5 }, () => ask(stop.signal)));
  await expect.poll(() => seen).toBe(16);
  stop.abort();
  answer();
  await Promise.all(underway);
  expect((await waiting).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect([seen, counted]).toEqual([16, 16]);
  handler.destroy();
});
