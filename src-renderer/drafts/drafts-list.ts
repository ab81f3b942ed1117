import { create } from 'zustand';
import type { Draft } from '#shared/model/draft.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { onStale } from '../shell/stale.ts';
import { windowId } from './window-id.ts';

interface DraftsState {
  /** Newest first; null until main has answered. */
  drafts: readonly Draft[] | null;
  /** Why they could not be listed. */
  problem: string | null;
}

/** Every draft that is kept on this machine, whoever holds it. */
export const useDrafts = create<DraftsState>(() => ({ drafts: null, problem: null }));

let asking: Promise<void> | null = null;
let again = false;

async function ask(): Promise<void> {
  try {
    const drafts = await client.drafts.list({ window: await windowId() });
    useDrafts.setState({ drafts, problem: null });
  } catch (error) {
    useDrafts.setState({ problem: describeError(error).message });
  }
}

/** Asks main again; once for all who want it meanwhile. */
export function refreshDrafts(): Promise<void> {
  if (asking) again = true;
  asking ??= (async () => {
    do {
      again = false;
      await ask();
    } while (again);
    asking = null;
  })();
  return asking;
}

/** Keeps the list as main has it. Called once. */
export function followDrafts(): void {
  onEvent('drafts', () => void refreshDrafts());
  onStale(() => void refreshDrafts());
  void refreshDrafts();
}

/** The drafts of one file. */
export function draftsOf(drafts: readonly Draft[] | null, store: StoreId, key: string): Draft[] {
  return (drafts ?? []).filter((draft) => draft.store === store && draft.key === key);
}

/**
 * Of the drafts of a file, one that its pane offers to go on with: nobody has it, or this window does, but could not
 * have its text when the file was opened.
 *
 * @param present the draft that is in the pane
 */
export function draftToOffer(
  drafts: readonly Draft[],
  present: string | null,
  missed: boolean,
): Draft | undefined {
  return drafts.find(({ id, owner }) => id !== present && (owner === 'nobody' || (missed && owner === 'me')));
}
