import { guarded, rpc } from './base.ts';

export const drafts = {
  attend: rpc.drafts.attend.handler(({ input, context, path, signal }) =>
    guarded(context.services.drafts.windows.attend(input.window, input.page, signal), { context, path }),
  ),
  flushed: rpc.drafts.flushed.handler(({ input, context }) =>
    context.services.drafts.windows.flushed(input.window),
  ),
  keep: rpc.drafts.keep.handler(({ input, context }) => context.services.drafts.keep(input)),
  change: rpc.drafts.change.handler(({ input, context }) => context.services.drafts.change(input)),
  drop: rpc.drafts.drop.handler(({ input, context }) => context.services.drafts.drop(input)),
  discard: rpc.drafts.discard.handler(({ input, context }) => context.services.drafts.discard(input)),
  take: rpc.drafts.take.handler(({ input, context }) => context.services.drafts.take(input)),
  adopt: rpc.drafts.adopt.handler(({ input, context }) => context.services.drafts.adopt(input)),
  release: rpc.drafts.release.handler(({ input, context }) => context.services.drafts.release(input)),
  read: rpc.drafts.read.handler(({ input, context }) => context.services.drafts.read(input.id)),
  list: rpc.drafts.list.handler(({ input, context }) => context.services.drafts.list(input.window)),
};
