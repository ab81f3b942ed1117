import { guarded, rpc } from './base.ts';

export const signIn = {
  prompts: rpc.signIn.prompts.handler(({ context, path, signal }) =>
    guarded(context.services.signIns.prompts.listen(signal), { context, path }),
  ),
  answer: rpc.signIn.answer.handler(({ input, context }) =>
    context.services.signIns.prompts.answer(input.prompt, input.answer),
  ),
  cancel: rpc.signIn.cancel.handler(({ input, context }) =>
    context.services.signIns.prompts.cancel(input.prompt),
  ),
  start: rpc.signIn.start.handler(({ input, context, signal }) =>
    context.services.signIns.start(input.store, { signal }),
  ),
  profiles: rpc.signIn.profiles.handler(async () => {
    const { listProfiles } = await import('#services/credentials/profiles.ts');
    return listProfiles();
  }),
};
