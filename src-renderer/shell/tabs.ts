import { z } from 'zod';
import { create } from 'zustand';
import { mayClose } from './dirty.ts';
import { select } from './selection.ts';
import * as list from './tab-list.ts';
import { type TabRef, tabId, tabRefSchema } from './tab-ref.ts';
import { keepUiState, uiState } from './ui-state.ts';

/** The row of tabs. Read by `useTabs(state => …)`, changed by the functions beside it. */
export const useTabs = create<list.TabList>(() => list.noTabs);

interface OpenOptions {
  /** A glance: the next glance takes its place. */
  preview?: boolean;
}

/** Opens a thing, or brings up its tab. */
export function openTab(ref: TabRef, { preview = false }: OpenOptions = {}): void {
  useTabs.setState((state) => list.open(state, ref, preview));
}

/** Brings up an open tab. */
export function activateTab(id: string): void {
  useTabs.setState((state) => list.activate(state, id));
}

/** Closes tabs; asks first where one holds unsaved edits. Answers whether they were closed. */
export async function closeTabs(ids: readonly string[]): Promise<boolean> {
  if (!(await mayClose(ids))) return false;
  dropTabs(ids);
  return true;
}

/** Closes tabs without asking: what they showed is gone. */
export function dropTabs(ids: readonly string[]): void {
  const set = new Set(ids);
  useTabs.setState((state) => list.close(state, set));
}

/** Puts another thing into an open tab's place, e.g. after a rename. */
export function replaceTab(id: string, ref: TabRef): void {
  useTabs.setState((state) => {
    const renewed = { id: tabId(ref), ref, preview: false };
    return {
      tabs: state.tabs.map((tab) => (tab.id === id ? renewed : tab)),
      active: state.active === id ? renewed.id : state.active,
      trail: state.trail.map((entry) => (entry === id ? renewed.id : entry)),
    };
  });
}

/** Keeps a preview tab. */
export function keepTab(id: string): void {
  if (useTabs.getState().tabs.some((tab) => tab.id === id && tab.preview))
    useTabs.setState((state) => list.keep(state, id));
}

export function moveTab(id: string, to: number): void {
  useTabs.setState((state) => list.move(state, id, to));
}

/** Back (−1) and forward (1) through what was looked at. */
export function travel(step: -1 | 1): void {
  useTabs.setState((state) => list.travel(state, step));
}

/** Activates the tab so many places to the right, around the end. */
export function cycleTab(step: number): void {
  const { tabs, active } = useTabs.getState();
  const index = tabs.findIndex((tab) => tab.id === active);
  const next = tabs[(index + step + tabs.length) % tabs.length];
  if (next) activateTab(next.id);
}

/** The active tab, outside of React. */
export function activeTab(): list.Tab | null {
  const { tabs, active } = useTabs.getState();
  return tabs.find((tab) => tab.id === active) ?? null;
}

/** The active tab. */
export function useActiveTab(): list.Tab | null {
  return useTabs((state) => state.tabs.find((tab) => tab.id === state.active) ?? null);
}

const keptSchema = z.object({
  tabs: z.array(z.object({ ref: tabRefSchema, preview: z.boolean() })),
  active: z.string().nullable(),
});

/** Brings the tabs of the last time back, and keeps them from now on. */
export function restoreTabs(restore: boolean): void {
  useTabs.subscribe(({ tabs, active }, before) => {
    const tab = active === before.active ? undefined : tabs.find(({ id }) => id === active);
    if (tab) select(tab.ref);
  });
  const kept = restore ? uiState('tabs', keptSchema) : null;
  if (kept) {
    const tabs = kept.tabs.map((tab) => ({ ...tab, id: tabId(tab.ref) }));
    const active = tabs.find((tab) => tab.id === kept.active)?.id ?? tabs[0]?.id ?? null;
    useTabs.setState({ tabs, active, trail: active ? [active] : [], at: active ? 0 : -1 });
  }
  useTabs.subscribe(({ tabs, active }) =>
    keepUiState('tabs', { tabs: tabs.map(({ ref, preview }) => ({ ref, preview })), active }),
  );
}
