import { rpc } from './base.ts';

export const history = {
  timeline: rpc.history.timeline.handler(({ input, context, signal }) =>
    context.services.history.timeline(input.store, input.key, input, { signal }),
  ),
  isOurs: rpc.history.isOurs.handler(({ input, context }) =>
    context.services.history.isOurs(input.store, input.key),
  ),
  read: rpc.history.read.handler(({ input, context, signal }) =>
    context.services.history.read(input.store, input.key, input.id, { signal }),
  ),
  // As with a save: what has begun is finished, and its outcome kept for who asks again.
  restore: rpc.history.restore.handler(({ input, context }) =>
    context.services.history.restore(input.store, input.key, input),
  ),
  usage: rpc.history.usage.handler(({ context }) => context.services.history.usage()),
};

export const edits = {
  list: rpc.edits.list.handler(({ input, context }) => context.services.edits.list(input.store, input)),
  replaced: rpc.edits.replaced.handler(({ input, context }) => context.services.edits.replaced(input.store)),
  settle: rpc.edits.settle.handler(({ input, context }) =>
    context.services.edits.settle(input.store, input.id, input.settled),
  ),
};
