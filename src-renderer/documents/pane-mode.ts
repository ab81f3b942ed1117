import { z } from 'zod';
import { create } from 'zustand';
import { keepUiState, uiState } from '../shell/ui-state.ts';

/** How a text is shown: to edit, as it reads (Markdown, a form, a conversation), or beside what is saved. */
export type PaneMode = 'edit' | 'preview' | 'diff';

const kindSchema = z.object({ preview: z.boolean(), diff: z.boolean() });
const modesSchema = z.record(z.string(), kindSchema);
type Modes = z.infer<typeof modesSchema>;

/** By the kind of pane; kept for the next one of the kind, and for the next start. */
const useModes = create<{ modes: Readonly<Modes> }>(() => ({
  modes: uiState('documentModes', modesSchema) ?? {},
}));

/** Kinds that are read first and edited as text only when asked. */
const readFirst = new Set(['record', 'conversation']);

const first = (kind: string) => ({ preview: readFirst.has(kind), diff: false });

/** How panes of a kind show their text. */
export function usePaneMode(kind: string): PaneMode {
  const { preview, diff } = useModes(({ modes }) => modes[kind]) ?? first(kind);
  return diff ? 'diff' : preview ? 'preview' : 'edit';
}

function change(kind: string, next: (now: Modes[string]) => Modes[string]): void {
  useModes.setState(({ modes }) => {
    const changed = { ...modes, [kind]: next(modes[kind] ?? first(kind)) };
    keepUiState('documentModes', changed);
    return { modes: changed };
  });
}

/** Switches the preview or the diff of a kind of panes on or off. */
export function togglePaneMode(kind: string, mode: 'preview' | 'diff'): void {
  change(kind, ({ preview, diff }) =>
    mode === 'diff' ? { preview, diff: !diff } : { preview: diff || !preview, diff: false },
  );
}

/** Shows panes of a kind as text, or as they read. */
export function setPaneMode(kind: string, mode: 'edit' | 'preview'): void {
  change(kind, () => ({ preview: mode === 'preview', diff: false }));
}
