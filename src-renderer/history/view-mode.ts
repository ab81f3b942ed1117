import { z } from 'zod';
import { create } from 'zustand';
import { keepUiState, uiState } from '../shell/ui-state.ts';

/** How a version is shown: beside another one, as text, or as it reads. */
export type VersionMode = 'changes' | 'text' | 'preview';

const schema = z.enum(['changes', 'text', 'preview']);

const useMode = create<{ mode: VersionMode }>(() => ({ mode: uiState('historyMode', schema) ?? 'changes' }));

/** How versions are shown; one choice for all files, kept for the next start. */
export function useVersionMode(): VersionMode {
  return useMode(({ mode }) => mode);
}

export function setVersionMode(mode: VersionMode): void {
  useMode.setState({ mode });
  keepUiState('historyMode', mode);
}
