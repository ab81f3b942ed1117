import { create } from 'zustand';
import { maxEditableBytes } from '#shared/model/document.ts';
import type { FileKind } from './kinds.ts';

/** Ways to show a file. */
export type Mode = 'tree' | 'both' | 'picture' | 'table' | 'source' | 'bytes';

const labels: Record<Mode, string> = {
  tree: 'Tree',
  both: 'Tree and source',
  picture: 'Picture',
  table: 'Table',
  source: 'Source',
  bytes: 'Bytes',
};

/** A larger JSON file is shown as text only: its tree would not fit in memory. */
const maxTreeBytes = 24 * 1024 * 1024;

function jsonModes(size: number): readonly Mode[] {
  if (size <= maxEditableBytes) return ['both', 'tree', 'source', 'bytes'];
  return size <= maxTreeBytes ? ['tree', 'source', 'bytes'] : ['source', 'bytes'];
}

/** The ways that fit a file, the best first. */
export function modesOf({ viewer, text }: FileKind, size: number): readonly Mode[] {
  switch (viewer) {
    case 'json':
      return jsonModes(size);
    case 'table':
      return size <= maxEditableBytes ? ['table', 'source', 'bytes'] : ['source', 'bytes'];
    case 'image':
      return text ? ['picture', 'source', 'bytes'] : ['picture', 'bytes'];
    case 'markdown':
    case 'text':
    case 'empty':
      return ['source', 'bytes'];
    case 'pdf':
    case 'bytes':
      return ['bytes'];
  }
}

/** The choice as it stands in the head. Bytes are for the menu, but stand there while they are shown. */
export function modeOptions(modes: readonly Mode[], shown: Mode): { value: Mode; label: string }[] {
  const order: readonly Mode[] = ['picture', 'table', 'tree', 'both', 'source', 'bytes'];
  return order
    .filter((mode) => modes.includes(mode) && (mode !== 'bytes' || shown === 'bytes'))
    .map((value) => ({ value, label: labels[value] }));
}

const useChosen = create<{ chosen: Readonly<Record<string, Mode>> }>(() => ({ chosen: {} }));

/** Shows a tab's file in another way, for as long as the window lives. */
export function chooseMode(tab: string, mode: Mode): void {
  useChosen.setState(({ chosen }) => ({ chosen: { ...chosen, [tab]: mode } }));
}

/** The way in which a tab shows its file. */
export function useMode(tab: string, modes: readonly Mode[]): Mode {
  const chosen = useChosen((state) => state.chosen[tab]);
  return (chosen && modes.includes(chosen) ? chosen : modes[0]) ?? 'bytes';
}
