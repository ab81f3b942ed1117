import { setJsonValue } from '#shared/format/patch-json.ts';
import { innerIdOf, readRecord } from '#shared/format/record.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useDocumentState } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';

interface RecordNoticesProps {
  document: OpenDocument;
  text: string;
  session: string;
  readOnly: boolean;
}

/** What is wrong with a record, what the library makes of it, and how to mend it where that is plain. */
export function RecordNotices({ document, text, session, readOnly }: RecordNoticesProps) {
  const bom = useDocumentState(document, (state) => state.encoding?.bom === true);
  const reading = readRecord(bom ? `\uFEFF${text}` : text);
  const record = reading.state === 'fails' ? null : reading.record;
  const innerId = record && innerIdOf(record, session);
  const writeId = () => document.buffer?.change(setJsonValue(text, ['id'], session));
  return (
    <>
      {reading.state !== 'read' && (
        <Notice
          kind="warning"
          actions={bom && !readOnly && <Link onClick={() => document.removeBom()}>Remove the mark</Link>}
        >
          {reading.problem}
        </Notice>
      )}
      {innerId !== null && (
        <Notice
          kind="warning"
          actions={!readOnly && <Link onClick={writeId}>Write the folder’s name into the record</Link>}
        >
          The record says that its id is “{innerId}”, while its folder is named “{session}”. This app goes by
          the folder.
        </Notice>
      )}
    </>
  );
}
