import type { ReactNode } from 'react';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { type Crumb, DocumentHead } from '../components/DocumentHead.tsx';
import { Icon } from '../components/Icon.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { HistoryButton } from '../history/HistoryButton.tsx';
import { useDocumentState } from './documents.ts';
import { ModeButtons } from './ModeButtons.tsx';
import type { OpenDocument } from './open-document.ts';
import { setPaneMode, togglePaneMode, usePaneMode } from './pane-mode.ts';
import { useReadOnly } from './read-only.ts';
import { SaveButton } from './SaveButton.tsx';
import { SaveState } from './SaveState.tsx';

interface ReadHeadProps {
  document: OpenDocument;
  tabId: string;
  crumbs: readonly Crumb[];
  facts?: ReactNode;
  /** The kind of pane, whose mode it switches. */
  kind: string;
  /** What the text is called when it is not shown as text, e.g. “Form”. */
  reading: string;
  /** False where the text cannot be shown so: it is shown as JSON then. */
  readable?: boolean;
}

/** The head of a JSON file that is also shown in a form of its own: which of the two, the diff, and saving. */
export function ReadHead(props: ReadHeadProps) {
  const { document, tabId, crumbs, facts, kind, reading, readable = true } = props;
  const mode = usePaneMode(kind);
  const isText = useDocumentState(document, ({ phase }) => phase === 'open') && document.buffer !== null;
  const dirty = useDocumentState(document, (state) => state.dirty);
  const readOnly = useReadOnly(document);
  return (
    <DocumentHead crumbs={crumbs} mark={dirty && <DirtyDot />} facts={facts}>
      <SaveState document={document} />
      {isText && readOnly && (
        <span className="save-state">
          <Icon name="lock" />
          Read-only
        </span>
      )}
      {isText && (
        <>
          <Segmented
            label="Show as"
            value={mode === 'diff' ? '' : readable ? mode : 'edit'}
            options={[
              { value: 'preview', label: reading, disabled: !readable },
              { value: 'edit', label: 'JSON' },
            ]}
            onChange={(chosen) => setPaneMode(kind, chosen === 'preview' ? 'preview' : 'edit')}
          />
          <ModeButtons
            what="the text"
            mode={mode}
            preview={false}
            toggle={(chosen) => togglePaneMode(kind, chosen)}
          />
        </>
      )}
      <HistoryButton store={document.store} fileKey={document.key} />
      {isText && !readOnly && <SaveButton tab={tabId} store={document.store} />}
    </DocumentHead>
  );
}
