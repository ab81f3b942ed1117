/** The parts of the window that F6 walks through: elements with `data-region`, in page order. */
const selector = '[data-region]';

/** What in a region takes the focus: what is marked for it, or the first thing that can. */
const focusable =
  '[data-region-focus], [tabindex="0"], .monaco-editor textarea, button:not([disabled]), input, select, textarea';

/** Moves the focus to the next (1) or previous (−1) part of the window. */
export function moveFocus(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(selector)];
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  for (let tried = 1; tried <= regions.length; tried++) {
    const index = (current + step * tried + regions.length * 2) % regions.length;
    const target = regions[index]?.querySelector<HTMLElement>(focusable);
    if (!target) continue;
    target.focus();
    return;
  }
}
