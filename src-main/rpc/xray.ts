import { guarded, rpc } from './base.ts';

export const xray = {
  run: rpc.xray.run.handler(({ input, context, path, signal }) =>
    guarded(context.services.xray.run(input, { signal }), { context, path }),
  ),
  stop: rpc.xray.stop.handler(({ input, context }) => context.services.xray.stop(input.probe)),
};
