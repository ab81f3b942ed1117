import { recordKey, summaryKey } from '#shared/format/layout.ts';
import type { Desk, Expected, Operation, State } from '../operations.ts';

/** Makes a session, of which there must be none yet. */
export function createSession({ services, store, random }: Desk, id: string): Operation {
  const workflow = `flow ${random.below(1e9)}`;
  return {
    kind: 'create a session',
    async run() {
      await services.sessionEdits.create(store, { id, agent: 'agent', workflow, metadata: {} });
      return new Map([[recordKey(id), recordWith('workflow', workflow)]]);
    },
  };
}

/** Changes a session's status. */
export function setStatus({ services, store, random }: Desk, id: string): Operation {
  const status = `status ${random.below(1e9)}`;
  return {
    kind: 'set a status',
    async run() {
      await services.sessionEdits.setStatus(store, id, status);
      return new Map([[recordKey(id), recordWith('status', status)]]);
    },
  };
}

/** Makes an empty summary, of which there must be none yet. */
export function createNode({ services, store }: Desk, session: string, node: string): Operation {
  return {
    kind: 'create a node',
    leaves: [Buffer.alloc(0)],
    async run() {
      const place = { session, workflow: 'default', node, part: 'summary' } as const;
      await services.sessionEdits.createNode(store, place);
      return new Map([[summaryKey(session, 'default', node), Buffer.alloc(0)]]);
    },
  };
}

function recordWith(name: 'workflow' | 'status', value: string): Expected {
  return (state: State) => state?.includes(`"${name}": ${JSON.stringify(value)}`) ?? false;
}
