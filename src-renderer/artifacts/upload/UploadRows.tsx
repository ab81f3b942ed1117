import { useShallow } from 'zustand/react/shallow';
import type { StoreId } from '#shared/model/store.ts';
import { Link } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Progress } from '../../components/Progress.tsx';
import { StatusGlyph } from '../../components/StatusGlyph.tsx';
import { formatBytes, plural } from '../../words/numbers.ts';
import { dismissUpload, retryUpload, stopUploads, type Upload, useUploads } from './uploads.ts';
import './upload.css';

function Failed({ upload }: { upload: Upload }) {
  return (
    <Notice
      kind="error"
      actions={
        <>
          <Link onClick={() => void retryUpload(upload)}>Try again</Link>
          <Link onClick={() => dismissUpload(upload.id)}>Dismiss</Link>
        </>
      }
    >
      “{upload.name}” was not uploaded. {upload.problem}
    </Notice>
  );
}

/** All of it has left the browser a moment before the store has it. */
function sentWords({ sent, file }: Upload): string {
  if (sent >= file.size && file.size > 0) return `${formatBytes(file.size)} sent, being stored`;
  return `${formatBytes(sent)} of ${formatBytes(file.size)}`;
}

/** What is on its way into a session, and what did not arrive. */
export function UploadRows({ store, session }: { store: StoreId; session: string }) {
  const uploads = useUploads(
    useShallow((state) =>
      state.uploads.filter((upload) => upload.store === store && upload.session === session),
    ),
  );
  const sending = uploads.find(({ state }) => state === 'sending');
  const waiting = uploads.filter(({ state }) => state === 'waiting').length;
  return (
    <>
      {sending && (
        <div className="upload-row" role="status">
          <StatusGlyph status="running" />
          <span className="ellipsis">{sending.name}</span>
          <span className="small text-3 ellipsis">
            {sentWords(sending)}
            {waiting > 0 && `, ${plural(waiting, 'more file')} to go`}
          </span>
          <span className="spacer" />
          <Progress label={`Uploading ${sending.name}`} done={sending.sent} total={sending.file.size} />
          <Link onClick={() => stopUploads(store, session)}>Stop</Link>
        </div>
      )}
      {uploads
        .filter(({ state }) => state === 'failed')
        .map((upload) => (
          <Failed key={upload.id} upload={upload} />
        ))}
    </>
  );
}
