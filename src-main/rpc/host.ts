import { browseFolder } from '#workers/browsing/browse.ts';
import { rpc } from './base.ts';

export const host = {
  pickFolder: rpc.host.pickFolder.handler(({ context }) => context.host.pickFolder()),
  browse: rpc.host.browse.handler(({ input, signal }) => browseFolder(input.path, { signal })),
  reveal: rpc.host.reveal.handler(async ({ input, context, signal }) => {
    await context.host.reveal(await context.services.outside.pathOf(input.store, input.key, { signal }));
  }),
  openOutside: rpc.host.openOutside.handler(async ({ input, context: { host, services }, signal }) => {
    const copy = await services.outside.copyOf(input.store, input.key, { signal });
    await (services.outside.isHarmless(input.key) ? host.openOutside(copy) : host.reveal(copy));
  }),
};
