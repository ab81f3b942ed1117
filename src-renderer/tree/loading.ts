import { useStores } from '../stores/stores.ts';
import { readContents, readSections } from './contents.ts';
import { readAllFacts } from './facts.ts';
import { listSessions } from './listing.ts';
import { rowId, sessionOfRow } from './rows.ts';
import {
  dataOf,
  dropData,
  expandedRows,
  isExpanded,
  rebuildSoon,
  setExpanded,
  useTree,
} from './tree-store.ts';

/** Stores that were unfolded by themselves once: afterwards the user decides. */
const introduced = new Set<string>();

export function markIntroduced(stores: Iterable<string>): void {
  for (const store of stores) introduced.add(store);
}

export function introducedStores(): string[] {
  return [...introduced];
}

function introduce(): void {
  for (const store of useStores.getState().stores ?? []) {
    if (store.state !== 'open' || introduced.has(store.id)) continue;
    introduced.add(store.id);
    setExpanded([rowId.store(store.id), rowId.section(store.id, 'sessions')], true);
  }
}

/** Fetches what the unfolded rows need and do not have. */
function loadMissing(): void {
  const open = (useStores.getState().stores ?? []).filter((store) => store.state === 'open');
  for (const store of open) {
    if (!isExpanded(rowId.store(store.id))) continue;
    const data = dataOf(store.id);
    if (data.listing === 'none') void listSessions(store);
    const { sections } = data;
    // The first rows of a bucket are not held up by what stands below them.
    if (store.listing === 'paged' && data.listing === 'loading' && data.ids.length === 0) continue;
    if (!sections.value && !sections.error && !sections.loading) void readSections(store.id);
    void readAllFacts(store);
  }
  for (const id of expandedRows()) {
    const at = sessionOfRow(id);
    if (!at || id !== rowId.session(at.store, at.session)) continue;
    const data = dataOf(at.store);
    if (data.known.has(at.session) && !data.contents.has(at.session)) void readContents(at.store, at.session);
  }
}

/** Follows stores and rows, and fetches as they unfold. Called once. */
export function followTree(): void {
  useStores.subscribe(({ stores }) => {
    if (!stores) return;
    dropData(new Set(stores.filter((store) => store.state === 'open').map((store) => store.id)));
    introduce();
    rebuildSoon();
  });
  useTree.subscribe((now, before) => {
    if (now.flat !== before.flat) loadMissing();
  });
  introduce();
  rebuildSoon();
}
