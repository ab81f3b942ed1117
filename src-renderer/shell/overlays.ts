import type { ComponentType } from 'react';

const overlays: ComponentType[] = [];

/** Adds a component that lives as long as the window, for dialogs that any place can open. */
export function registerOverlay(component: ComponentType): void {
  overlays.push(component);
}

/** In order of registration. All are registered before the first render. */
export function registeredOverlays(): readonly ComponentType[] {
  return overlays;
}
