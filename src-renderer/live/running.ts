import type { LiveState } from '#shared/model/live.ts';
import type { StoreId } from '#shared/model/store.ts';
import { liveState, useLive } from './states.ts';

const find = (state: LiveState | undefined, session: string) =>
  state?.running.find((running) => running.session === session);

/** Whether somebody else wrote to a session within the last minute. */
export function isRunning(store: StoreId, session: string): boolean {
  return find(liveState(store), session) !== undefined;
}

/** `isRunning`, for a view. */
export function useIsRunning(store: StoreId, session: string | null): boolean {
  return useLive(({ states }) => session !== null && find(states[store], session) !== undefined);
}

/** Whether somebody else wrote one of a session's files within the last minute. */
export function useIsWritten(
  store: StoreId,
  session: string,
  keys: readonly (string | null | undefined)[],
): boolean {
  return useLive(
    ({ states }) => find(states[store], session)?.keys.some((key) => keys.includes(key)) ?? false,
  );
}
