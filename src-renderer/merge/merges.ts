import { z } from 'zod';
import { useTabs } from '../shell/tabs.ts';
import { keepUiState, uiState } from '../shell/ui-state.ts';
import { type KeptChoice, keptChoiceSchema } from './kept-choices.ts';
import { mergeTexts } from './merge-in-worker.ts';
import { MergeSession } from './merge-session.ts';
import type { MergeTask } from './merge-task.ts';

/** What is typed into a merge is kept this soon, in ms. */
const keepWithin = 400;

const sessions = new Map<string, MergeSession>();
let kept: Record<string, KeptChoice[]> | null = null;
let isWaiting = false;

function keptChoices(): Record<string, KeptChoice[]> {
  kept ??= uiState('merges', z.record(z.string(), z.array(keptChoiceSchema))) ?? {};
  return kept;
}

function keep(): void {
  isWaiting = false;
  const open = useTabs
    .getState()
    .tabs.map(({ id }) => [id, sessions.get(id)?.keptChoices() ?? keptChoices()[id]]);
  kept = Object.fromEntries(open.filter(([, choices]) => choices && choices.length > 0));
  keepUiState('merges', kept);
}

function keepSoon(): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(keep, keepWithin);
}

/** The merge of a tab: the one that is worked on already, or a new one that goes on with what was chosen last time. */
export function mergeOf(tabId: string, task: () => MergeTask): MergeSession {
  const known = sessions.get(tabId);
  if (known) return known;
  const session = new MergeSession(task(), { mergeTexts, kept: keptChoices()[tabId] ?? [] });
  sessions.set(tabId, session);
  session.state.subscribe((now, before) => {
    if (now.choices !== before.choices || now.outcome !== before.outcome) keepSoon();
  });
  return session;
}

/** The merge of a tab, where one is worked on. */
export function openMergeOf(tabId: string | null | undefined): MergeSession | null {
  return (tabId && sessions.get(tabId)) || null;
}

useTabs.subscribe(({ tabs }, before) => {
  if (tabs === before.tabs) return;
  const ids = new Set(tabs.map(({ id }) => id));
  for (const [id, session] of sessions) {
    if (ids.has(id)) continue;
    sessions.delete(id);
    session.dispose();
    keepSoon();
  }
});
