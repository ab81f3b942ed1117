import { type TabRef, tabId } from './tab-ref.ts';

export interface Tab {
  id: string;
  ref: TabRef;
  /** Opened by a single click: the next one takes its place unless it is kept. */
  preview: boolean;
}

/** The tabs, and where the user has been. Pure: `tabs.ts` makes a store of it. */
export interface TabList {
  tabs: readonly Tab[];
  active: string | null;
  /** Ids of tabs in the order in which they were looked at; `at` stands on the present one. */
  trail: readonly string[];
  at: number;
}

export const noTabs: TabList = { tabs: [], active: null, trail: [], at: -1 };

const trailLength = 100;

/** Makes a tab the active one and notes it in the trail. */
export function activate(list: TabList, id: string): TabList {
  if (list.active === id || !list.tabs.some((tab) => tab.id === id)) return list;
  const trail = [...list.trail.slice(0, list.at + 1), id].slice(-trailLength);
  return { ...list, active: id, trail, at: trail.length - 1 };
}

/** Opens a thing beside the active tab, or brings up the tab that shows it. A preview takes the last one's place. */
export function open(list: TabList, ref: TabRef, preview: boolean): TabList {
  const id = tabId(ref);
  const existing = list.tabs.find((tab) => tab.id === id);
  if (existing) {
    const kept = { ...existing, ref, preview: existing.preview && preview };
    return activate({ ...list, tabs: list.tabs.map((tab) => (tab.id === id ? kept : tab)) }, id);
  }
  const added: Tab = { id, ref, preview };
  const replaced = preview ? list.tabs.findIndex((tab) => tab.preview) : -1;
  const tabs = [...list.tabs];
  if (replaced >= 0) tabs[replaced] = added;
  else tabs.splice(tabs.findIndex((tab) => tab.id === list.active) + 1 || tabs.length, 0, added);
  return activate({ ...list, tabs }, id);
}

/** Closes tabs. The neighbour of the active one takes over, the right one first. */
export function close(list: TabList, ids: ReadonlySet<string>): TabList {
  const tabs = list.tabs.filter((tab) => !ids.has(tab.id));
  if (list.active === null || !ids.has(list.active)) return { ...list, tabs };
  const index = list.tabs.findIndex((tab) => tab.id === list.active);
  const left = (tab: Tab) => !ids.has(tab.id);
  const next = list.tabs.slice(index + 1).find(left) ?? list.tabs.slice(0, index).findLast(left);
  const without = { ...list, tabs, active: null };
  return next ? activate(without, next.id) : without;
}

/** Keeps a preview. */
export function keep(list: TabList, id: string): TabList {
  return { ...list, tabs: list.tabs.map((tab) => (tab.id === id ? { ...tab, preview: false } : tab)) };
}

/** Moves a tab to another place in the row. */
export function move(list: TabList, id: string, to: number): TabList {
  const moved = list.tabs.find((tab) => tab.id === id);
  if (!moved) return list;
  const tabs = list.tabs.filter((tab) => tab.id !== id);
  tabs.splice(to, 0, moved);
  return { ...list, tabs };
}

/** Where a step of −1 or 1 along the trail leads, past tabs that are closed; null where there is none. */
export function stepTarget(list: TabList, step: -1 | 1): number | null {
  for (let at = list.at + step; at >= 0 && at < list.trail.length; at += step) {
    const id = list.trail[at];
    if (id !== list.active && list.tabs.some((tab) => tab.id === id)) return at;
  }
  return null;
}

/** Goes back or forward along the trail. */
export function travel(list: TabList, step: -1 | 1): TabList {
  const at = stepTarget(list, step);
  return at === null ? list : { ...list, at, active: list.trail[at] ?? null };
}
