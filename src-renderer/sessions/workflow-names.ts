import { useEffect, useState } from 'react';
import type { WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';

/** The workflows that a store defines, for suggestions; empty until they are known, and where they cannot be read. */
export function useWorkflows(store: StoreId): readonly WorkflowDefinitionFacts[] {
  const [workflows, setWorkflows] = useState<readonly WorkflowDefinitionFacts[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    client.sessions
      .workflows({ store }, { signal: controller.signal })
      .then(setWorkflows)
      .catch(() => undefined);
    return () => controller.abort();
  }, [store]);
  return workflows;
}
