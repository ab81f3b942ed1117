import type { SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { useSession } from './use-session.ts';

/** Whether no file of a session is left. */
export function isNothing(contents: SessionContents): boolean {
  const { record, messages, workflows, artifacts, otherFiles, problems } = contents;
  return (
    !record && !messages && [workflows, artifacts, otherFiles, problems].every((part) => part.length === 0)
  );
}

/** Whether a session is not there any more, now and as it changes; false until that is known. */
export function useSessionGone(store: StoreId, id: string): boolean {
  const { session, error } = useSession(store, id);
  if (error) return error.code === 'NOT_FOUND';
  return session !== null && isNothing(session.contents);
}
