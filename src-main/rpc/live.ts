import { guarded, rpc } from './base.ts';

export const live = {
  follow: rpc.live.follow.handler(({ input, context, path, signal }) =>
    guarded(context.services.live.follow(input.window, signal), { context, path }),
  ),
  show: rpc.live.show.handler(({ input, context }) =>
    context.services.live.show(input.window, input.shown, { hidden: input.hidden }),
  ),
};
