import { rpc } from './base.ts';

export const sessions = {
  page: rpc.sessions.page.handler(({ input, context, signal }) =>
    context.services.sessions.page(input.store, input, { signal }),
  ),
  find: rpc.sessions.find.handler(({ input, context, signal }) =>
    context.services.sessions.find(input.store, input.session, { signal }),
  ),
  facts: rpc.sessions.facts.handler(({ input, context, signal }) =>
    context.services.sessions.facts(input.store, input.ids, { signal }),
  ),
  contents: rpc.sessions.contents.handler(({ input, context, signal }) =>
    context.services.sessions.contents(input.store, input.session, { signal }),
  ),
  sections: rpc.sessions.sections.handler(({ input, context, signal }) =>
    context.services.sections.of(input.store, { signal }),
  ),
  workflows: rpc.sessions.workflows.handler(({ input, context }) =>
    context.services.definitions.of(input.store),
  ),
  create: rpc.sessions.create.handler(({ input, context }) =>
    context.services.sessionEdits.create(input.store, input),
  ),
  setStatus: rpc.sessions.setStatus.handler(({ input, context }) =>
    context.services.sessionEdits.setStatus(input.store, input.session, input.status),
  ),
  createNode: rpc.sessions.createNode.handler(({ input, context }) =>
    context.services.sessionEdits.createNode(input.store, input),
  ),
  renameArtifact: rpc.sessions.renameArtifact.handler(({ input, context }) =>
    context.services.sessionEdits.renameArtifact(input.store, input),
  ),
};
