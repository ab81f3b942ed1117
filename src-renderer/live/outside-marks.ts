import { create } from 'zustand';
import { placeOf, sessionOf } from '#shared/format/layout.ts';
import type { SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { onEvent } from '../client/events.ts';
import { nodeKeys } from '../nodes/node-keys.ts';
import type { TabRef } from '../shell/tab-ref.ts';
import { activeTab, useTabs } from '../shell/tabs.ts';

type Keys = ReadonlySet<string>;

/** As many files of a store are marked. */
const limit = 2000;

/** Files that somebody else wrote or deleted since they were last looked at in this window. */
export const useOutside = create<{ marks: Readonly<Record<StoreId, Keys>> }>(() => ({ marks: {} }));

/** The files that a tab shows to who looks at it; of a session, what has no tab of its own. */
function isLookedAt(ref: TabRef, store: StoreId, key: string): boolean {
  if (!('store' in ref) || ref.store !== store) return false;
  if (ref.kind === 'node') return Object.values(nodeKeys(ref)).includes(key);
  if (ref.kind === 'record') return key === `sessions/${ref.session}/session.json`;
  if (ref.kind === 'session') return sessionOf(key) === ref.session && !isNodeFile(key);
  return 'key' in ref && ref.key === key;
}

function isNodeFile(key: string): boolean {
  const { kind } = placeOf(key);
  return kind === 'scratch' || kind === 'summary';
}

function update(store: StoreId, change: (keys: Set<string>) => void): void {
  useOutside.setState(({ marks }) => {
    const before = marks[store] ?? new Set();
    const keys = new Set(before);
    change(keys);
    const same = keys.size === before.size && [...keys].every((key) => before.has(key));
    return same ? {} : { marks: { ...marks, [store]: keys } };
  });
}

function mark(store: StoreId, changed: readonly string[]): void {
  const ref = document.hidden ? undefined : activeTab()?.ref;
  update(store, (keys) => {
    for (const key of changed) if (!ref || !isLookedAt(ref, store, key)) keys.add(key);
    for (const key of keys) if (keys.size > limit) keys.delete(key);
  });
}

function look(): void {
  const ref = document.hidden ? undefined : activeTab()?.ref;
  if (!ref || !('store' in ref) || ref.store === undefined) return;
  const { store } = ref;
  update(store, (keys) => {
    for (const key of keys) if (isLookedAt(ref, store, key)) keys.delete(key);
  });
}

/** Takes the marks from files of a session that are not there any more: nobody can look at them. */
export function dropMarksOfGone(store: StoreId, { id, workflows }: SessionContents): void {
  if (!useOutside.getState().marks[store]) return;
  const nodes = workflows.flatMap((workflow) => workflow.nodes);
  const there = new Set(nodes.flatMap(({ scratch, summary }) => [scratch?.key, summary?.key]));
  update(store, (keys) => {
    for (const key of keys) if (sessionOf(key) === id && isNodeFile(key) && !there.has(key)) keys.delete(key);
  });
}

/** Whether one of the files is marked. */
export function useIsMarked(store: StoreId, keys: readonly (string | null | undefined)[]): boolean {
  return useOutside(({ marks }) => keys.some((key) => key != null && marks[store]?.has(key)));
}

/** Whether anything below a folder is marked; never for null. */
export function useIsMarkedBelow(store: StoreId, folder: string | null): boolean {
  return useOutside(({ marks }) => {
    const keys = marks[store];
    return folder !== null && keys !== undefined && [...keys].some((key) => key.startsWith(`${folder}/`));
  });
}

/** Marks what main tells of, and takes the marks off as things are looked at. Called once. */
export function followOutsideChanges(): void {
  onEvent('changed', ({ store, keys, outside }) => outside && mark(store, keys));
  useTabs.subscribe((now, before) => now.active !== before.active && look());
  document.addEventListener('visibilitychange', look);
}
