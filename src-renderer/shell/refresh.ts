const listeners = new Set<() => void>();

/** Calls `listener` when the user asks for what is shown to be read again. Returns how to stop. */
export function onRefresh(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Has everything on the screen read again. */
export function refreshAll(): void {
  for (const listener of listeners) listener();
}
