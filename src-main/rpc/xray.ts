import { guarded, rpc } from './base.ts';

export const xray = {
  run: rpc.xray.run.handler(({ input, context, path, signal }) =>
    guarded(context.services.opening.xray(input, { signal }), { context, path }),
  ),
};
