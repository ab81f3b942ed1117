import { create } from 'zustand';
import type { Scope } from './sources.ts';

/** Whether the palette is open, and what it looks through. */
export const usePalette = create<{ open: boolean; scope: Scope }>(() => ({ open: false, scope: 'all' }));

export function openPalette(scope: Scope): void {
  usePalette.setState({ open: true, scope });
}

export function closePalette(): void {
  usePalette.setState({ open: false });
}
