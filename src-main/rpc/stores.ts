import { rpc } from './base.ts';

export const stores = {
  list: rpc.stores.list.handler(({ context }) => context.services.stores.list()),
  openFolder: rpc.stores.openFolder.handler(({ input, context, signal }) =>
    context.services.opening.openFolder(input, { signal }),
  ),
  openS3: rpc.stores.openS3.handler(({ input, context, signal }) =>
    context.services.opening.openS3(input, { signal, mayAsk: 'codes' }),
  ),
  openMemory: rpc.stores.openMemory.handler(({ input, context }) =>
    context.services.opening.openMemory(input.content),
  ),
  connect: rpc.stores.connect.handler(({ input, context, signal }) =>
    context.services.opening.connect(input.store, { signal, mayAsk: 'keys too' }),
  ),
  close: rpc.stores.close.handler(({ input, context }) => context.services.stores.close(input.store)),
  forget: rpc.stores.forget.handler(({ input, context }) => context.services.connections.remove(input.store)),
  setReadOnly: rpc.stores.setReadOnly.handler(({ input, context }) =>
    context.services.stores.update(input.store, { readOnly: input.readOnly }),
  ),
  rename: rpc.stores.rename.handler(({ input, context }) =>
    context.services.stores.update(input.store, { name: input.name }),
  ),
  environment: rpc.stores.environment.handler(({ context }) => context.services.opening.environment()),
};
