import { create } from 'zustand';
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

/** The ways that fit a kind, the best first. What is not text has only its bytes beside its picture. */
export function modesOf({ viewer, text }: FileKind): readonly Mode[] {
  const source: readonly Mode[] = text ? ['source'] : [];
  switch (viewer) {
    case 'json':
      return ['both', 'tree', 'source', 'bytes'];
    case 'table':
      return ['table', 'source', 'bytes'];
    case 'image':
      return ['picture', ...source, 'bytes'];
    case 'markdown':
    case 'text':
      return ['source', 'bytes'];
    case 'pdf':
    case 'bytes':
      return ['bytes'];
    case 'empty':
      return ['source'];
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
