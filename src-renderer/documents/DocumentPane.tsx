import { type ReactNode, useEffect, useMemo } from 'react';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { Icon } from '../components/Icon.tsx';
import { nameOfKey } from '../shell/names.ts';
import { activatePane, deactivatePane, useActivePane } from './active-pane.ts';
import { DocumentBody } from './DocumentBody.tsx';
import { useDocumentState } from './documents.ts';
import { ModeButtons } from './ModeButtons.tsx';
import type { OpenDocument } from './open-document.ts';
import { togglePaneMode, usePaneMode } from './pane-mode.ts';
import { useReadOnly } from './read-only.ts';
import { SaveState } from './SaveState.tsx';

/**
 * Makes a pane the one that commands are about when it is used, and answers whether it is. Until one is used, it is
 * the first of those that are `preferred`.
 */
export function usePane(document: OpenDocument, kind: string, preferred = true) {
  const pane = useMemo(
    () => ({ document, toggle: (mode: 'preview' | 'diff') => togglePaneMode(kind, mode) }),
    [document, kind],
  );
  useEffect(() => {
    if (preferred && !useActivePane.getState().pane) activatePane(pane);
    return () => deactivatePane(document);
  }, [pane, document, preferred]);
  const active = useActivePane((state) => state.pane?.document === document);
  return { active, toggle: pane.toggle, activate: () => activatePane(pane) };
}

interface DocumentPaneProps {
  document: OpenDocument;
  /** e.g. “Scratch”. */
  title: string;
  /** Panes of a kind share how they show their text. */
  kind: string;
  missing: ReactNode;
  focus?: boolean;
}

/** One Markdown document beside another, with a head of its own. */
export function DocumentPane({ document, title, kind, missing, focus = false }: DocumentPaneProps) {
  const mode = usePaneMode(kind);
  const { active, toggle, activate } = usePane(document, kind, focus);
  const open = useDocumentState(document, (state) => state.phase === 'open');
  const dirty = useDocumentState(document, (state) => state.dirty);
  const readOnly = useReadOnly(document);
  const name = nameOfKey(document.key);
  return (
    <section
      className={active ? 'pane' : 'pane pane-idle'}
      aria-label={title}
      data-region="pane"
      onFocusCapture={activate}
      onPointerDownCapture={activate}
    >
      <header className="pane-head">
        <h3>{title}</h3>
        <span className="pane-file" title={document.key}>
          {name}
        </span>
        {dirty && <DirtyDot />}
        <span className="spacer" />
        <SaveState document={document} />
        {open && readOnly && (
          <span className="save-state">
            <Icon name="lock" />
            Read-only
          </span>
        )}
        {open && document.buffer && (
          <ModeButtons what={title.toLowerCase()} mode={mode} preview toggle={toggle} />
        )}
      </header>
      <DocumentBody
        document={document}
        label={`${title}, ${name}`}
        mode={mode}
        missing={missing}
        focus={focus}
      />
    </section>
  );
}
