import type { Crumb } from '../components/DocumentHead.tsx';
import type { TextBuffer } from '../documents/buffer.ts';
import { DocumentBody } from '../documents/DocumentBody.tsx';
import { usePane } from '../documents/DocumentPane.tsx';
import { useDocument, useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { usePaneMode } from '../documents/pane-mode.ts';
import { ReadHead } from '../documents/ReadHead.tsx';
import { useReadOnly } from '../documents/read-only.ts';
import { useBufferText } from '../documents/use-buffer-text.ts';
import { sessionCrumbs } from '../shell/crumbs.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { MissingRecord } from './MissingRecord.tsx';
import { RecordForm } from './RecordForm.tsx';
import { RecordNotices } from './RecordNotices.tsx';
import { readForm } from './record-form.ts';
import { useTextNow } from './use-record-text.ts';
import './records.css';

/** Records are a few hundred bytes; one that is longer than this is no matter for a form, nor for every keystroke. */
const longest = 60_000;

interface ShownProps {
  document: OpenDocument;
  buffer: TextBuffer;
  session: string;
  tabId: string;
  crumbs: readonly Crumb[];
}

/** The form, or the text where the form was not asked for or the text is no JSON object. */
function Shown({ document, buffer, session, tabId, crumbs, text }: ShownProps & { text: string }) {
  const mode = usePaneMode('record');
  const readOnly = useReadOnly(document);
  const form = text.length <= longest ? readForm(text) : null;
  const { store, key } = document;
  const onMessages = () => openTab({ kind: 'conversation', store, key });
  const asForm = mode === 'preview' && form !== null;
  return (
    <>
      <ReadHead
        document={document}
        tabId={tabId}
        crumbs={crumbs}
        kind="record"
        reading="Form"
        readable={form !== null}
      />
      <RecordNotices document={document} text={text} session={session} readOnly={readOnly} />
      <DocumentBody
        document={document}
        label="session.json"
        mode={mode === 'diff' ? 'diff' : 'edit'}
        reading={
          asForm && (
            <RecordForm buffer={buffer} text={text} form={form} readOnly={readOnly} onMessages={onMessages} />
          )
        }
      />
    </>
  );
}

function ShortRecord(props: ShownProps) {
  return <Shown {...props} text={useTextNow(props.buffer)} />;
}

function LongRecord(props: ShownProps) {
  return <Shown {...props} text={useBufferText(props.buffer)} />;
}

/** A session's record, as form and as JSON: one text with one undo. */
export default function RecordView({ tab, tabId }: { tab: TabOf<'record'>; tabId: string }) {
  // Not by `recordKey`, which refuses folder names that no library would write but a store can hold.
  const document = useDocument(tab.store, `sessions/${tab.session}/session.json`, tabId);
  const { activate } = usePane(document, 'record');
  const open = useDocumentState(document, (state) => state.phase === 'open');
  const [session] = sessionCrumbs(tab.store, tab.session).slice(1);
  const crumbs = [...(session ? [session] : []), { label: 'Record' }];
  const { buffer } = document;
  const Record = document.savedText.length > longest ? LongRecord : ShortRecord;
  return (
    <div className="document-view" onFocusCapture={activate}>
      {open && buffer ? (
        <Record document={document} buffer={buffer} session={tab.session} tabId={tabId} crumbs={crumbs} />
      ) : (
        <>
          <ReadHead document={document} tabId={tabId} crumbs={crumbs} kind="record" reading="Form" />
          <DocumentBody
            document={document}
            label="session.json"
            mode="edit"
            missing={<MissingRecord document={document} session={tab.session} />}
          />
        </>
      )}
    </div>
  );
}
