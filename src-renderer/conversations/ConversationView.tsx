import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import type { TextBuffer } from '../documents/buffer.ts';
import { DocumentBody } from '../documents/DocumentBody.tsx';
import { usePane } from '../documents/DocumentPane.tsx';
import { useDocument, useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { usePaneMode } from '../documents/pane-mode.ts';
import { ReadHead } from '../documents/ReadHead.tsx';
import { useBufferText } from '../documents/use-buffer-text.ts';
import { fileCrumbs } from '../shell/crumbs.ts';
import { historyUser, nameOfKey } from '../shell/names.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { plural } from '../words/numbers.ts';
import { ConversationList } from './ConversationList.tsx';
import type { ConversationReading } from './read-conversation.ts';
import { useConversation } from './use-conversation.ts';
import './conversations.css';

interface ShownProps {
  document: OpenDocument;
  buffer: TextBuffer;
  tabId: string;
}

function factsOf(reading: ConversationReading | null): string | undefined {
  if (!reading?.messages) return undefined;
  const errors = reading.messages
    .flatMap(({ toolResults }) => toolResults)
    .filter(({ isError }) => isError).length;
  const count = plural(reading.messages.length, 'message');
  return errors === 0 ? count : `${count}, ${plural(errors, 'tool error')}`;
}

function crumbsOf({ store, key }: OpenDocument) {
  const user = historyUser(key);
  const crumbs = fileCrumbs(store, key);
  return user === null ? crumbs : [...crumbs.slice(0, -2), { label: 'History' }, { label: user }];
}

/** The conversation, or its JSON where that was asked for or it cannot be read as one. */
function Shown({ document, buffer, tabId }: ShownProps) {
  const mode = usePaneMode('conversation');
  const reading = useConversation(useBufferText(buffer));
  const label = nameOfKey(document.key);
  const list = reading?.messages ? (
    <ConversationList messages={reading.messages} label={`${label}, as a conversation`} />
  ) : (
    !reading && <SkeletonRows label={`Reading ${label}`} rows={6} />
  );
  return (
    <>
      <ReadHead
        document={document}
        tabId={tabId}
        crumbs={crumbsOf(document)}
        facts={factsOf(reading)}
        kind="conversation"
        reading="Conversation"
        readable={reading?.problem == null}
      />
      {reading?.problem != null && (
        <Notice kind="warning">{reading.problem} It is shown as it is written, and can be edited.</Notice>
      )}
      <DocumentBody
        document={document}
        label={label}
        mode={mode === 'diff' ? 'diff' : 'edit'}
        reading={mode === 'preview' && list}
      />
    </>
  );
}

/** The messages of a session, or of a user's history: as a conversation and as JSON, one text. */
export default function ConversationView({ tab, tabId }: { tab: TabOf<'conversation'>; tabId: string }) {
  const document = useDocument(tab.store, tab.key, tabId);
  const { activate } = usePane(document, 'conversation');
  const open = useDocumentState(document, (state) => state.phase === 'open');
  const { buffer } = document;
  return (
    <div className="document-view" onFocusCapture={activate}>
      {open && buffer ? (
        <Shown document={document} buffer={buffer} tabId={tabId} />
      ) : (
        <>
          <ReadHead
            document={document}
            tabId={tabId}
            crumbs={crumbsOf(document)}
            kind="conversation"
            reading="Conversation"
          />
          <DocumentBody document={document} label={nameOfKey(tab.key)} mode="edit" />
        </>
      )}
    </div>
  );
}
