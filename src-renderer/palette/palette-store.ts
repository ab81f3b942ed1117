import { create } from 'zustand';
import { dialogs } from '../commands/keys.ts';
import type { Scope } from './sources.ts';

/** Whether the palette is open, and what it looks through. */
export const usePalette = create<{ open: boolean; scope: Scope }>(() => ({ open: false, scope: 'all' }));

/** Opens the palette, or has the open one look through something else. A question is answered first. */
export function openPalette(scope: Scope): void {
  if (!usePalette.getState().open && document.querySelector(dialogs)) return;
  usePalette.setState({ open: true, scope });
}

export function closePalette(): void {
  usePalette.setState({ open: false });
}
