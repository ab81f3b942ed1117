import { z } from 'zod';
import { client } from '../client/client.ts';
import { onReconnected } from '../client/events.ts';
import { useTabs } from '../shell/tabs.ts';
import { uiState } from '../shell/ui-state.ts';
import { keptChoiceSchema } from './kept-choices.ts';
import { mergeTexts } from './merge-in-worker.ts';
import { MergeSession } from './merge-session.ts';
import type { MergeTask } from './merge-task.ts';

/** What is typed into a merge is kept this soon, in ms. */
const keepWithin = 400;

const sessions = new Map<string, MergeSession>();
const waiting = new Set<string>();
/** Those whose choices of the last time were taken up: these are the past then. */
const known = new Set<string>();

/** Each merge under a name of its own: another window keeps others. */
const nameOf = (tabId: string) => `merge ${tabId}`;

function keep(tabId: string): void {
  waiting.delete(tabId);
  const choices = sessions.get(tabId)?.keptChoices() ?? [];
  // Not with the layout, which is written when there is time for it.
  client.app.setUiState({ [nameOf(tabId)]: choices.length > 0 ? choices : null }).catch(() => undefined);
}

function keepSoon(tabId: string): void {
  if (waiting.has(tabId)) return;
  waiting.add(tabId);
  setTimeout(() => keep(tabId), keepWithin);
}

/** The merge of a tab: the one that is worked on already, or a new one that goes on with what was chosen last time. */
export function mergeOf(tabId: string, task: () => MergeTask): MergeSession {
  const existing = sessions.get(tabId);
  if (existing) return existing;
  const kept = known.has(tabId) ? [] : (uiState(nameOf(tabId), z.array(keptChoiceSchema)) ?? []);
  known.add(tabId);
  const session = new MergeSession(task(), { mergeTexts, kept });
  sessions.set(tabId, session);
  session.state.subscribe((now, before) => {
    if (now.choices !== before.choices || now.outcome !== before.outcome) keepSoon(tabId);
  });
  return session;
}

/** The merge of a tab, where one is worked on. */
export function openMergeOf(tabId: string | null | undefined): MergeSession | null {
  return (tabId && sessions.get(tabId)) || null;
}

// What could not be kept while there was no connection.
onReconnected(() => [...sessions.keys()].forEach(keepSoon));

useTabs.subscribe(({ tabs }, before) => {
  if (tabs === before.tabs) return;
  const ids = new Set(tabs.map(({ id }) => id));
  for (const { id, ref } of before.tabs) {
    if (ref.kind !== 'merge' || ids.has(id)) continue;
    sessions.get(id)?.dispose();
    sessions.delete(id);
    keepSoon(id);
  }
});
