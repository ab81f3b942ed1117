import type { ReactNode } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Icon } from '../components/Icon.tsx';
import { HistoryButton } from '../history/HistoryButton.tsx';
import { fileCrumbs } from '../shell/crumbs.ts';
import { nameOfKey } from '../shell/names.ts';
import { DocumentBody } from './DocumentBody.tsx';
import { usePane } from './DocumentPane.tsx';
import { useDocument, useDocumentState } from './documents.ts';
import { ModeButtons } from './ModeButtons.tsx';
import type { OpenDocument } from './open-document.ts';
import { usePaneMode } from './pane-mode.ts';
import { useReadOnly } from './read-only.ts';
import { SaveButton } from './SaveButton.tsx';
import { SaveState } from './SaveState.tsx';

interface DocumentViewProps {
  store: StoreId;
  fileKey: string;
  tabId: string;
  /** After the name, in small text. */
  facts?: ReactNode;
  /** More controls, left of Save. */
  actions?: ReactNode;
  /** Shown in the place of what is not text. */
  notText?: ReactNode;
  /** Puts something beside the text, or in its place. */
  arrange?: (text: ReactNode, document: OpenDocument) => ReactNode;
}

/** One text file as a tab: a memory, a prompt, a workflow, an artifact. Markdown has a preview. */
export function DocumentView(props: DocumentViewProps) {
  const { store, fileKey: key, tabId, facts, actions, notText, arrange } = props;
  const document = useDocument(store, key, tabId);
  const isMarkdown = /\.(md|markdown)$/i.test(key);
  const kind = isMarkdown ? 'markdown' : 'text';
  const mode = usePaneMode(kind);
  const { toggle, activate } = usePane(document, kind);
  const isText = useDocumentState(document, ({ phase }) => phase === 'open') && document.buffer !== null;
  const dirty = useDocumentState(document, (state) => state.dirty);
  const readOnly = useReadOnly(document);
  const body = (
    <DocumentBody
      document={document}
      label={nameOfKey(key)}
      mode={mode === 'preview' && !isMarkdown ? 'edit' : mode}
      notText={notText}
    />
  );
  return (
    <div className="document-view" onFocusCapture={activate}>
      <DocumentHead crumbs={fileCrumbs(store, key)} mark={dirty && <DirtyDot />} facts={facts}>
        <SaveState document={document} />
        {isText && readOnly && (
          <span className="save-state">
            <Icon name="lock" />
            Read-only
          </span>
        )}
        {isText && <ModeButtons what="the text" mode={mode} preview={isMarkdown} toggle={toggle} />}
        <HistoryButton store={store} fileKey={key} />
        {actions}
        {isText && !readOnly && <SaveButton tab={tabId} store={store} />}
      </DocumentHead>
      {arrange && isText ? arrange(body, document) : body}
    </div>
  );
}
