import { create } from 'zustand';
import type { OpenResult } from '#shared/contract/stores.ts';
import type { RootCandidate, Store, StoreLocation } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { openConnections } from '../connections/list-actions.ts';
import { useAppInfo } from '../shell/app-info.ts';
import { say } from '../shell/said.ts';
import { select } from '../shell/selection.ts';
import { revealStore } from '../tree/reveal.ts';
import { refreshStores } from './stores.ts';

interface OpeningState {
  /** What is being opened, and how to stop; null when nothing is. */
  opening: { place: string; stop: () => void } | null;
  /** True while the app's own folder browser is shown. */
  browsing: boolean;
  /** More than one place looks like the root: the user decides, or dismisses it by null. */
  choice: {
    place: string;
    candidates: readonly RootCandidate[];
    answer: (root: string | null) => void;
  } | null;
}

/** How far the opening of a store has come. */
export const useOpening = create<OpeningState>(() => ({ opening: null, browsing: false, choice: null }));

export type OpenOutcome =
  | { kind: 'opened'; store: Store }
  | { kind: 'failed'; error: ErrorDescription }
  | { kind: 'stopped' };

type Open = (root: string | undefined, signal: AbortSignal) => Promise<OpenResult>;

/** Opens a store by a call that may ask back for the root. Never rejects: the caller says what went wrong. */
export async function openBy(place: string, open: Open): Promise<OpenOutcome> {
  const controller = new AbortController();
  const { signal } = controller;
  useOpening.setState({ opening: { place, stop: () => controller.abort() } });
  try {
    let result = await open(undefined, signal);
    while (result.kind === 'choose') {
      const root = await askForRoot(place, result.candidates);
      if (root === null) return { kind: 'stopped' };
      result = await open(root, signal);
    }
    await refreshStores();
    select({ kind: 'store', store: result.store.id });
    revealStore(result.store.id);
    return result;
  } catch (thrown) {
    const error = describeError(thrown, signal);
    return error.cancelled ? { kind: 'stopped' } : { kind: 'failed', error };
  } finally {
    useOpening.setState({ opening: null });
  }
}

function askForRoot(place: string, candidates: readonly RootCandidate[]): Promise<string | null> {
  useOpening.getState().choice?.answer(null);
  return new Promise((resolve) => {
    const answer = (root: string | null) => {
      useOpening.setState({ choice: null });
      resolve(root);
    };
    useOpening.setState({ choice: { place, candidates, answer } });
  });
}

function sayFailure(outcome: OpenOutcome): void {
  if (outcome.kind === 'failed') say({ kind: 'error', text: outcome.error.message });
}

/** Opens a folder by its path. */
export function openFolderAt(path: string, readOnly = false): Promise<OpenOutcome> {
  return openBy(path, (root, signal) =>
    client.stores.openFolder({ path, readOnly, ...(root === undefined ? {} : { root }) }, { signal }),
  );
}

/** Asks for a folder, by the system's dialog or the app's own, and opens it. */
export async function openFolder(): Promise<void> {
  if (!useAppInfo.getState().info?.capabilities.folderDialog) {
    useOpening.setState({ browsing: true });
    return;
  }
  try {
    const path = await client.host.pickFolder();
    if (path !== null) sayFailure(await openFolderAt(path));
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
  }
}

/** Opens the sample store, or an empty one, in memory. */
export async function openMemory(content: 'empty' | 'sample'): Promise<void> {
  const place = content === 'sample' ? 'the sample store' : 'a scratch store';
  const outcome = await openBy(place, async (_, signal) => ({
    kind: 'opened',
    store: await client.stores.openMemory({ content }, { signal }),
  }));
  sayFailure(outcome);
}

/** Opens what a second start of the app handed over. */
export async function openLocation(location: StoreLocation, readOnly: boolean): Promise<void> {
  switch (location.kind) {
    case 'folder':
      sayFailure(await openFolderAt(location.path, readOnly));
      return;
    case 's3':
      sayFailure(
        await openBy(`s3://${location.bucket}`, (root, signal) =>
          client.stores.openS3({ location, readOnly, ...(root === undefined ? {} : { root }) }, { signal }),
        ),
      );
      return;
    case 'memory':
      await openMemory(location.content);
  }
}

/** Shows the form for a bucket. */
export function openS3Form(): void {
  openConnections(null);
}
