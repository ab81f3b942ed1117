import { guarded, rpc } from './base.ts';

export const past = {
  keeps: rpc.past.keeps.handler(({ input, context, signal }) =>
    context.services.deletedSessions.keeps(input.store, { signal }),
  ),
  sessions: rpc.past.sessions.handler(({ input, context, signal }) =>
    context.services.deletedSessions.search(input.store, input, { signal }),
  ),
  files: rpc.past.files.handler(({ input, context, signal }) => {
    const { store, session, agreed } = input;
    return context.services.deletedSessions.files(store, session, { signal, agreed });
  }),
  restore: rpc.past.restore.handler(({ input, context, path, signal }) => {
    const { store, session, files, agreed } = input;
    const steps = context.services.deletedSessions.restore(store, session, files, { signal, agreed });
    return guarded(steps, { context, path });
  }),
};
