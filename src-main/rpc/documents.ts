import { rpc } from './base.ts';

export const documents = {
  open: rpc.documents.open.handler(({ input, context, signal }) =>
    context.services.documents.open(input.store, input.key, { signal }),
  ),
  // Not bound to the caller's signal: a save that has begun is finished, and its outcome kept for who asks again.
  save: rpc.documents.save.handler(({ input, context: { services } }) => {
    const merged = input.why === 'merge';
    const draft = input.draft ? services.drafts.saved({ ...input.draft, merged }) : undefined;
    return services.documents.save(input.store, input.key, { ...input, draft }, {});
  }),
  versions: rpc.documents.versions.handler(({ input, context, signal }) =>
    context.services.documents.versions(input.store, input.keys, { signal }),
  ),
};
