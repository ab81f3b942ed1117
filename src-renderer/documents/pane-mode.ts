import { z } from 'zod';
import { create } from 'zustand';
import { keepUiState, uiState } from '../shell/ui-state.ts';

/** How a text is shown: to edit, as it reads, or beside what is saved. */
const paneModeSchema = z.enum(['edit', 'preview', 'diff']);
export type PaneMode = z.infer<typeof paneModeSchema>;

const modesSchema = z.record(z.string(), paneModeSchema);
const initial = () => uiState('documentModes', modesSchema) ?? {};

/** The mode of each kind of pane, kept for the next one of its kind and for the next start. */
const useModes = create<{ modes: Readonly<Record<string, PaneMode>> }>(() => ({ modes: initial() }));

/** How panes of a kind show their text. */
export function usePaneMode(kind: string): PaneMode {
  return useModes(({ modes }) => modes[kind] ?? 'edit');
}

/** Shows panes of a kind in a mode, or in the editor again if they are in it. */
export function togglePaneMode(kind: string, mode: PaneMode): void {
  useModes.setState(({ modes }) => {
    const next = { ...modes, [kind]: modes[kind] === mode ? 'edit' : mode } as const;
    keepUiState('documentModes', next);
    return { modes: next };
  });
}
