import { rowId } from './rows.ts';
import type { StoreData } from './store-data.ts';
import { isExpanded } from './tree-store.ts';

/** Records kept of a large store: more than anybody sees at once. Others are read again when they come into view. */
const keptFacts = 2_000;
/** Folded sessions of which the contents are kept. */
const keptContents = 200;

/** Drops all that is known of a session. */
export function forgetSession(data: StoreData, session: string): void {
  data.known.delete(session);
  data.pinned.delete(session);
  forgetFacts(data, session);
  data.contents.delete(session);
}

function forgetFacts(data: StoreData, session: string): void {
  data.facts.delete(session);
  data.fresh.delete(session);
}

/** Lets go of the records and contents that were read longest ago, but of none that is in view or unfolded. */
export function forgetOldest(data: StoreData, inView: readonly string[]): void {
  const used = new Set(inView);
  const isOpen = (session: string) => isExpanded(rowId.session(data.id, session));
  for (const session of surplus(data.facts, keptFacts))
    if (!used.has(session) && !isOpen(session)) forgetFacts(data, session);
  for (const session of surplus(data.contents, keptContents))
    if (!isOpen(session)) data.contents.delete(session);
}

function surplus(kept: ReadonlyMap<string, unknown>, limit: number): string[] {
  return kept.size <= limit ? [] : [...kept.keys()].slice(0, kept.size - limit);
}
