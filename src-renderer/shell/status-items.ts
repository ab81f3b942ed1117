import { create } from 'zustand';

/** A fact at the right of the status line, e.g. “Ln 3, Col 57”. */
export interface StatusItem {
  text: string;
  tooltip?: string;
  /** Shown as something that is wrong. */
  isWarning?: boolean;
  /** Makes it a button. */
  run?: () => void;
}

/** What features add to the status line, in the order of their first appearance. */
export const useStatusItems = create<{ items: ReadonlyMap<string, StatusItem> }>(() => ({
  items: new Map(),
}));

/** Shows an item under an id, or takes it away (null). */
export function setStatusItem(id: string, item: StatusItem | null): void {
  useStatusItems.setState(({ items }) => {
    if (!item && !items.has(id)) return {};
    const next = new Map(items);
    if (item) next.set(id, item);
    else next.delete(id);
    return { items: next };
  });
}
