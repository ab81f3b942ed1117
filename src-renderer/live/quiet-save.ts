import { create } from 'zustand';
import { sessionOf } from '#shared/format/layout.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { isRunning } from './running.ts';
import { keepLooking } from './shown.ts';
import { useLive } from './states.ts';

/** Where a save into a running session stands: it is asked when to do it, or it waits until the session is quiet. */
export type Phase = 'asked' | 'waiting';

/** The saves that have not been begun, because somebody else writes to the session. */
export const useQuiet = create<{ phases: ReadonlyMap<OpenDocument, Phase> }>(() => ({ phases: new Map() }));

const stops = new Map<OpenDocument, () => void>();

/** True while somebody else writes to the session that the document is of. */
export function isInRunningSession({ store, key }: OpenDocument): boolean {
  const session = sessionOf(key);
  return session !== null && isRunning(store, session);
}

function setPhase(document: OpenDocument, phase: Phase | null): void {
  useQuiet.setState(({ phases }) => {
    const next = new Map(phases);
    if (phase) next.set(document, phase);
    else next.delete(document);
    return { phases: next };
  });
  keepLooking([...useQuiet.getState().phases.values()].includes('waiting'));
}

/** Ends the offer: it was answered, or there is nothing to save any more. */
export function forgetQuietSave(document: OpenDocument): void {
  stops.get(document)?.();
  stops.delete(document);
  if (useQuiet.getState().phases.has(document)) setPhase(document, null);
}

/** Follows document and session until the offer is settled. */
function watch(document: OpenDocument): void {
  if (stops.has(document)) return;
  const unfollow = [
    document.state.subscribe(({ dirty, trouble }) => {
      // What stands in the way of a save is said by the document itself.
      if (!dirty || trouble) forgetQuietSave(document);
    }),
    useLive.subscribe(() => {
      if (document.isClosed) forgetQuietSave(document);
      else if (useQuiet.getState().phases.get(document) === 'waiting' && !isInRunningSession(document))
        void saveNow(document);
    }),
  ];
  stops.set(document, () => {
    for (const stop of unfollow) stop();
  });
}

/**
 * Saves a document; into a running session only when asked a second time: the first time it is offered to save now
 * or when it is quiet. Answers whether all is stored.
 */
export function saveOrAsk(document: OpenDocument): Promise<boolean> {
  const { dirty, trouble } = document.state.getState();
  const asks = dirty && !trouble && !useQuiet.getState().phases.has(document) && isInRunningSession(document);
  if (!asks) return saveNow(document);
  setPhase(document, 'asked');
  watch(document);
  return Promise.resolve(false);
}

export function saveNow(document: OpenDocument): Promise<boolean> {
  forgetQuietSave(document);
  return document.save();
}

/** Saves once nobody has written to the session for a minute; at once where that is so by now. */
export function saveWhenQuiet(document: OpenDocument): void {
  if (!isInRunningSession(document)) {
    void saveNow(document);
    return;
  }
  setPhase(document, 'waiting');
  watch(document);
}
