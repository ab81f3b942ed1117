import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { openHistory } from '../history/open-history.ts';
import { DocumentNotice } from './DocumentNotice.tsx';
import { useDocumentState } from './documents.ts';
import { documentNotices } from './notices.ts';
import type { OpenDocument } from './open-document.ts';
import type { PaneMode } from './pane-mode.ts';
import { useReadOnly } from './read-only.ts';
import './documents.css';

const TextEditor = lazy(() => import('./TextEditor.tsx'));
const DiffView = lazy(() => import('./DiffView.tsx'));
const DocumentPreview = lazy(() => import('./DocumentPreview.tsx'));
const NotText = lazy(() => import('./NotText.tsx'));

export interface DocumentBodyProps {
  document: OpenDocument;
  /** Said by screen readers: what the text is. */
  label: string;
  mode: PaneMode;
  /** Shown where there is no such file. */
  missing?: ReactNode;
  /** Shown in the place of what is not text; left out: says why, and shows the bytes. */
  notText?: ReactNode;
  /** Shown in the place of the text. */
  reading?: ReactNode;
  /** Takes the focus when it appears. */
  focus?: boolean;
}

function Text({ document, label, mode, notText, reading, focus = false }: DocumentBodyProps) {
  const readOnly = useReadOnly(document);
  // The saved text is no state of its own: it changes together with the version.
  useDocumentState(document, (state) => state.facts?.version);
  const { buffer } = document;
  if (!buffer) return notText ?? <NotText document={document} />;
  const shown = { document, buffer, label, readOnly };
  if (reading) return reading;
  if (mode === 'diff')
    return <DiffView {...shown} original={document.savedText} originalLabel={`${label}, as saved`} />;
  if (mode === 'preview') return <DocumentPreview buffer={buffer} label={label} />;
  return <TextEditor {...shown} focus={focus} />;
}

/** A document in its place: what stands in its way, then its text, edited or previewed. */
export function DocumentBody(props: DocumentBodyProps) {
  const { document, label, missing } = props;
  const phase = useDocumentState(document, (state) => state.phase);
  const error = useDocumentState(document, (state) => state.error);
  if (phase === 'loading') return <SkeletonRows label={`Loading ${label}`} rows={6} />;
  if (phase === 'missing' && missing) return missing;
  if (phase !== 'open') {
    return (
      <Notice
        kind="error"
        actions={
          <>
            <Link onClick={() => void document.load()}>Try again</Link>
            <Link onClick={() => openHistory(document.store, document.key)}>History</Link>
          </>
        }
      >
        {error?.message ?? 'The file is not in the store any more.'}
      </Notice>
    );
  }
  return (
    <>
      {documentNotices().map(([name, Registered]) => (
        <Registered key={name} document={document} />
      ))}
      <DocumentNotice document={document} />
      <Suspense fallback={<SkeletonRows label={`Loading ${label}`} rows={6} />}>
        <Text {...props} />
      </Suspense>
    </>
  );
}
