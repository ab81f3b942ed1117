/** What saving means in tabs that show more than documents. */
const saves = new Map<string, () => Promise<void>>();

/** Says what saving means in a tab, in the place of saving its documents. Returns how to take it back. */
export function setTabSave(tabId: string, save: () => Promise<void>): () => void {
  saves.set(tabId, save);
  return () => {
    if (saves.get(tabId) === save) saves.delete(tabId);
  };
}

/** What saving means in a tab; null where it is its documents that are saved. */
export function tabSave(tabId: string): (() => Promise<void>) | null {
  return saves.get(tabId) ?? null;
}
