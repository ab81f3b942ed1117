import { guarded, rpc } from './base.ts';

export const deletion = {
  preview: rpc.deletion.preview.handler(({ input, context, signal }) =>
    context.services.deletion.preview(input.store, input.target, { signal }),
  ),
  run: rpc.deletion.run.handler(({ input, context, path, signal }) =>
    guarded(context.services.deletion.run(input.store, input.target, { signal, agreed: input.agreed }), {
      context,
      path,
    }),
  ),
  undo: rpc.deletion.undo.handler(({ input, context, signal }) =>
    context.services.deletion.undo(input.id, { signal, agreed: input.agreed }),
  ),
  list: rpc.deletion.list.handler(({ input, context }) => context.services.deletion.list(input.store)),
  files: rpc.deletion.files.handler(({ input, context }) => context.services.deletion.files(input.id)),
};
