import { create } from 'zustand';
import type { OpenDocument } from './open-document.ts';

/** The pane that commands are about: the one that had the focus last, of those on the screen. */
export interface ActivePane {
  document: OpenDocument;
  toggle: (mode: 'preview' | 'diff') => void;
}

export const useActivePane = create<{ pane: ActivePane | null }>(() => ({ pane: null }));

/** Called when a pane gets the focus, or appears where none is. */
export function activatePane(pane: ActivePane): void {
  useActivePane.setState({ pane });
}

/** Called when a pane leaves the screen. */
export function deactivatePane(document: OpenDocument): void {
  if (useActivePane.getState().pane?.document === document) useActivePane.setState({ pane: null });
}
