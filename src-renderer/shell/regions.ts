/**
 * The parts of the window that F6 walks through: elements with `data-region`, in page order. One that holds
 * others (the centre with what a tab shows, a node with its two halves) stands back for them, unless those are `data-region-inner`.
 */
const selector = '[data-region]:not(:has([data-region]:not([data-region-inner])))';

/** What in a region takes the focus, in this order: what is marked for it, an editor, the first thing that can. */
const choices = [
  '[data-region-focus]',
  '.monaco-editor textarea, .monaco-editor .native-edit-context',
  '[tabindex="0"], button:not([disabled]), input, select, textarea',
];

function focusTarget(region: HTMLElement | null | undefined): HTMLElement | null {
  for (const choice of choices) {
    const found = region?.querySelector<HTMLElement>(choice);
    if (found) return found;
  }
  return null;
}

/** Moves the focus into a part of the window, by its name; where it is not there, the focus stays. */
export function focusRegion(name: string): void {
  focusTarget(document.querySelector<HTMLElement>(`[data-region="${name}"]`))?.focus();
}

/** Moves the focus to the next (1) or previous (−1) part of the window. */
export function moveFocus(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(selector)];
  const current = regions.findLastIndex((region) => region.contains(document.activeElement));
  for (let tried = 1; tried <= regions.length; tried++) {
    const index = (current + step * tried + regions.length * 2) % regions.length;
    const target = focusTarget(regions[index]);
    if (!target) continue;
    target.focus();
    return;
  }
}
