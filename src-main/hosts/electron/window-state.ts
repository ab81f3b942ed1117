import type { Rectangle } from 'electron';
import { z } from 'zod';
import type { Home } from '#services/app/home.ts';

const file = 'window.json';

const placementSchema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});

/** Where the window stands, in px of the desktop; without `x` and `y` it is centred. */
export interface Placement {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

const usual: Placement = { width: 1440, height: 900, maximized: false };
/** How much of the window has to lie on a display, in px, so that it can be taken hold of. */
const grip = { width: 120, height: 40 };

/** The remembered placement, or the usual one, fitted to the displays that are there now. */
export async function readPlacement(home: Home, workAreas: readonly Rectangle[]): Promise<Placement> {
  const { x, y, ...rest } = await home.readJson(file, placementSchema, usual);
  return fitted(x === undefined || y === undefined ? rest : { ...rest, x, y }, workAreas);
}

/** Remembers where the window stands. */
export function writePlacement(home: Home, placement: Placement): Promise<void> {
  return home.writeJson(file, placement);
}

/**
 * The placement on the display that shows its title bar, no larger than that display; on the first display
 * and centred where none does, as when a second one was unplugged.
 */
export function fitted(placement: Placement, workAreas: readonly Rectangle[]): Placement {
  const area = workAreas.find((candidate) => holdsTitle(placement, candidate));
  const room = area ?? workAreas[0];
  if (!room) return placement;
  const width = Math.min(placement.width, room.width);
  const height = Math.min(placement.height, room.height);
  const size = { width, height, maximized: placement.maximized };
  if (!area || placement.x === undefined || placement.y === undefined) return size;
  return {
    ...size,
    x: clamp(placement.x, area.x, area.x + area.width - width),
    y: clamp(placement.y, area.y, area.y + area.height - height),
  };
}

function holdsTitle({ x, y, width }: Placement, area: Rectangle): boolean {
  if (x === undefined || y === undefined) return false;
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  const down = Math.min(y + grip.height, area.y + area.height) - Math.max(y, area.y);
  return across >= Math.min(grip.width, width) && down >= grip.height / 2;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
