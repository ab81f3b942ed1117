/** `fit`, or a share of the actual size. */
export type Zoom = 'fit' | number;

const steps = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8, 16];

/** The next larger (1) or smaller (−1) step; from `fit`, as seen from the actual size. */
export function nextZoom(zoom: Zoom, direction: 1 | -1): number {
  const now = zoom === 'fit' ? 1 : zoom;
  const next = direction > 0 ? steps.find((step) => step > now) : steps.findLast((step) => step < now);
  return next ?? now;
}

/** What the keys of the picture do; null for any other key. */
export function zoomByKey(key: string, zoom: Zoom): Zoom | null {
  if (key === '+' || key === '=') return nextZoom(zoom, 1);
  if (key === '-') return nextZoom(zoom, -1);
  if (key === '0') return 'fit';
  return key === '1' ? 1 : null;
}
