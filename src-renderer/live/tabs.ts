import { sessionOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { TabRef } from '../shell/tab-ref.ts';
import { useTabs } from '../shell/tabs.ts';
import { useStores } from '../stores/stores.ts';
import { type Part, setShown } from './shown.ts';

/** The session that a tab is about; null for what lies in none. */
export function sessionOfTab(ref: TabRef): string | null {
  if ('session' in ref) return ref.session;
  return 'key' in ref ? sessionOf(ref.key) : null;
}

/** What the tabs of a window show: the sessions that they are about, or single files; the active tab first. */
export function shownByTabs(
  refs: readonly TabRef[],
  open: ReadonlySet<StoreId>,
): Map<StoreId, Pick<Part, 'sessions' | 'keys'>> {
  const shown = new Map<StoreId, { sessions: string[]; keys: string[] }>();
  for (const ref of refs) {
    const store = 'store' in ref ? ref.store : undefined;
    if (store === undefined || !open.has(store)) continue;
    const part = shown.get(store) ?? { sessions: [], keys: [] };
    shown.set(store, part);
    const session = sessionOfTab(ref);
    if (session !== null) part.sessions.push(session);
    else if ('key' in ref) part.keys.push(ref.key);
  }
  return shown;
}

/** Says to main what the tabs show, now and as they change. Called once. */
export function followShownTabs(): void {
  const tell = () => {
    const { tabs, active } = useTabs.getState();
    const ordered = tabs.toSorted((a, b) => Number(b.id === active) - Number(a.id === active));
    const stores = useStores.getState().stores ?? [];
    const open = new Set(stores.filter(({ state }) => state === 'open').map(({ id }) => id));
    setShown(
      'tabs',
      shownByTabs(
        ordered.map(({ ref }) => ref),
        open,
      ),
    );
  };
  useTabs.subscribe(tell);
  useStores.subscribe(tell);
  tell();
}
