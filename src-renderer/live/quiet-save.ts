import { create } from 'zustand';
import { sessionOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import { isRunning } from './running.ts';
import { keepLooking } from './shown.ts';
import { useLive } from './states.ts';

/** Where a save into a running session stands: it is asked when to do it, or it waits until the session is quiet. */
export type Phase = 'asked' | 'waiting';

/** What is saved into a session: a document, or the result of a merge. */
export interface Savable {
  readonly store: StoreId;
  readonly key: string;
  readonly state: { subscribe(listener: () => void): () => void };
  /** Whether there is something to save, and nothing known that stands in its way. */
  readonly canSave: boolean;
  readonly isClosed: boolean;
  save(): Promise<boolean>;
}

/** The saves that have not been begun, because somebody else writes to the session. */
export const useQuiet = create<{ phases: ReadonlyMap<Savable, Phase> }>(() => ({ phases: new Map() }));

const stops = new Map<Savable, () => void>();

/** True while somebody else writes to the session that it is saved into. */
export function isInRunningSession({ store, key }: Savable): boolean {
  const session = sessionOf(key);
  return session !== null && isRunning(store, session);
}

function setPhase(saved: Savable, phase: Phase | null): void {
  useQuiet.setState(({ phases }) => {
    const next = new Map(phases);
    if (phase) next.set(saved, phase);
    else next.delete(saved);
    return { phases: next };
  });
  keepLooking([...useQuiet.getState().phases.values()].includes('waiting'));
}

/** Ends the offer: it was answered, or there is nothing to save any more. */
export function forgetQuietSave(saved: Savable): void {
  stops.get(saved)?.();
  stops.delete(saved);
  if (useQuiet.getState().phases.has(saved)) setPhase(saved, null);
}

/** Follows it and its session until the offer is settled. */
function watch(saved: Savable): void {
  if (stops.has(saved)) return;
  const unfollow = [
    saved.state.subscribe(() => {
      // What stands in the way of a save is said in its own place.
      if (!saved.canSave) forgetQuietSave(saved);
    }),
    useLive.subscribe(() => {
      if (saved.isClosed) forgetQuietSave(saved);
      else if (useQuiet.getState().phases.get(saved) === 'waiting' && !isInRunningSession(saved))
        void saveNow(saved);
    }),
  ];
  stops.set(saved, () => {
    for (const stop of unfollow) stop();
  });
}

/**
 * Saves a document; into a running session only when asked a second time: the first time it is offered to save now
 * or when it is quiet. Answers whether all is stored.
 */
export function saveOrAsk(saved: Savable): Promise<boolean> {
  const asks = saved.canSave && !useQuiet.getState().phases.has(saved) && isInRunningSession(saved);
  if (!asks) return saveNow(saved);
  setPhase(saved, 'asked');
  watch(saved);
  return Promise.resolve(false);
}

export function saveNow(saved: Savable): Promise<boolean> {
  forgetQuietSave(saved);
  return saved.save();
}

/** Saves once nobody has written to the session for a minute; at once where that is so by now. */
export function saveWhenQuiet(saved: Savable): void {
  if (!isInRunningSession(saved)) {
    void saveNow(saved);
    return;
  }
  setPhase(saved, 'waiting');
  watch(saved);
}
