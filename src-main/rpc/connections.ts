import { rpc } from './base.ts';

export const connections = {
  save: rpc.connections.save.handler(({ input, context }) => context.services.connections.save(input)),
  forgetForm: rpc.connections.forgetForm.handler(({ input, context }) =>
    context.services.connections.forgetForm(input.form),
  ),
  keysKept: rpc.connections.keysKept.handler(({ input, context }) =>
    context.services.connections.keysKept(input.store),
  ),
  duplicate: rpc.connections.duplicate.handler(({ input, context }) =>
    context.services.connections.duplicate(input.store),
  ),
  restore: rpc.connections.restore.handler(({ input, context }) =>
    context.services.connections.restore(input.store),
  ),
  arrange: rpc.connections.arrange.handler(({ input, context }) =>
    context.services.stores.arrange(input.order),
  ),
  export: rpc.connections.export.handler(({ input, context }) =>
    context.services.connections.export(input.stores),
  ),
  found: rpc.connections.found.handler(({ context }) => context.services.connections.found()),
  readExport: rpc.connections.readExport.handler(({ input, context }) =>
    context.services.connections.readExport(input.text),
  ),
};
