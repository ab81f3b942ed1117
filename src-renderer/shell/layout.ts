import { z } from 'zod';
import { create } from 'zustand';
import { keepUiState, uiState } from './ui-state.ts';

/** Below this the inspector is closed unless asked for. */
export const narrowBelow = 1200;
/** Below this the sidebar narrows and labels go. */
export const tightBelow = 1100;

const layoutSchema = z.object({
  sidebarOpen: z.boolean(),
  /** Two answers, because a window that is narrow for a while should not change the wide one. */
  inspectorOpenWide: z.boolean(),
  inspectorOpenNarrow: z.boolean(),
  /** In px. */
  sidebarWidth: z.number().min(160).max(800),
  sidebarWidthTight: z.number().min(160).max(800),
  inspectorWidth: z.number().min(160).max(800),
});

interface LayoutState extends z.infer<typeof layoutSchema> {
  width: 'wide' | 'narrow' | 'tight';
}

const widthOf = (px: number) => (px < tightBelow ? 'tight' : px < narrowBelow ? 'narrow' : 'wide');

/** Which panels are open, and how wide. */
export const useLayout = create<LayoutState>(() => ({
  sidebarOpen: true,
  inspectorOpenWide: true,
  inspectorOpenNarrow: false,
  sidebarWidth: 332,
  sidebarWidthTight: 272,
  inspectorWidth: 272,
  width: 'wide',
}));

export const inspectorOpen = (state: LayoutState) =>
  state.width === 'wide' ? state.inspectorOpenWide : state.inspectorOpenNarrow;

export function toggleSidebar(): void {
  useLayout.setState(({ sidebarOpen }) => ({ sidebarOpen: !sidebarOpen }));
}

export function toggleInspector(): void {
  useLayout.setState((state) =>
    state.width === 'wide'
      ? { inspectorOpenWide: !state.inspectorOpenWide }
      : { inspectorOpenNarrow: !state.inspectorOpenNarrow },
  );
}

/** Brings the layout of the last time back, and keeps it and the window's width from now on. */
export function restoreLayout(): void {
  useLayout.setState({ ...uiState('layout', layoutSchema), width: widthOf(window.innerWidth) });
  window.addEventListener('resize', () => {
    const width = widthOf(window.innerWidth);
    if (width !== useLayout.getState().width) useLayout.setState({ width });
  });
  useLayout.subscribe(({ width: _, ...kept }) => keepUiState('layout', kept));
}
