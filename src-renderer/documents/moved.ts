import { sessionOf } from '#shared/format/layout.ts';
import type { FileFacts, SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { appSource } from './source.ts';

/** What became of a file that is not where it was. */
export type Whereabouts =
  /** Its session is gone with it. */
  | { kind: 'session-gone'; session: string }
  /** The very same bytes lie under another key of its session. */
  | { kind: 'moved'; key: string }
  | { kind: 'deleted' };

/** What is asked to find a file; handed in so that it runs without the app. */
export interface Searched {
  contents(store: StoreId, session: string, signal: AbortSignal): Promise<SessionContents>;
  read(store: StoreId, key: string, signal: AbortSignal): Promise<{ text: string | null }>;
}

const app: Searched = {
  contents: (store, session, signal) => client.sessions.contents({ store, session }, { signal }),
  read: (store, key, signal) => appSource.read(store, key, signal),
};

/** Of files that are as large, so many are read to find the one. */
const mostRead = 5;

function allFiles(contents: SessionContents): FileFacts[] {
  const nodes = contents.workflows.flatMap(({ nodes, otherFiles }) => [
    ...nodes.flatMap(({ scratch, summary }) => [scratch, summary]),
    ...otherFiles,
  ]);
  const files = [contents.record, contents.messages, ...nodes, ...contents.artifacts, ...contents.otherFiles];
  return files.filter((file) => file !== null);
}

/**
 * Looks for a file that is not where it was, in the listing of its session alone.
 *
 * @param text what it held, as stored
 */
export async function whereIs(
  store: StoreId,
  key: string,
  text: string,
  signal: AbortSignal,
  searched = app,
): Promise<Whereabouts> {
  const session = sessionOf(key);
  if (session === null) return { kind: 'deleted' };
  let contents: SessionContents;
  try {
    contents = await searched.contents(store, session, signal);
  } catch (error) {
    if (describeError(error).code === 'NOT_FOUND') return { kind: 'session-gone', session };
    throw error;
  }
  const files = allFiles(contents);
  if (files.length === 0) return { kind: 'session-gone', session };
  const size = new TextEncoder().encode(text).length;
  const alike = files
    .filter((file) => file.key !== key && file.size === size)
    .slice(0, size === 0 ? 0 : mostRead);
  for (const file of alike) {
    const reading = await searched.read(store, file.key, signal).catch(() => null);
    if (reading?.text === text) return { kind: 'moved', key: file.key };
  }
  return { kind: 'deleted' };
}

/** In ms: a session that is written all the time is listed not more often than this. */
const restBetweenLooks = 500;

/**
 * Looks for the file of a document, and again as its session changes: a program that moves a file may delete it first
 * and write it afterwards. Returns how to stop.
 */
export function followWhereabouts(
  document: { readonly store: StoreId; readonly key: string; readonly savedText: string },
  onFound: (found: Whereabouts) => void,
  searched = app,
): () => void {
  const { store, key } = document;
  const controller = new AbortController();
  const { signal } = controller;
  const look = oneAtATime(async () => {
    if (signal.aborted) return;
    // What cannot be asked stays as it was found last.
    const found = await whereIs(store, key, document.savedText, signal, searched).catch(() => null);
    if (found && !signal.aborted) onFound(found);
  }, restBetweenLooks);
  look();
  const session = sessionOf(key);
  const stop = onEvent('changed', (event) => {
    if (event.store === store && event.keys.some((one) => sessionOf(one) === session)) look();
  });
  return () => {
    controller.abort();
    stop();
  };
}
