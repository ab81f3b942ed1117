import { useState } from 'react';
import type { PastFile } from '#shared/model/past-session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Button, Link } from '../components/Button.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { openHistory } from '../history/open-history.ts';
import { shortId } from '../shell/names.ts';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { formatBytes, plural } from '../words/numbers.ts';
import { formatExact, formatMoment } from '../words/times.ts';
import { keepsWords } from './KeepsNotice.tsx';
import { wantedOf, whatBecame, whatCameBack } from './past-words.ts';
import { Rows } from './Rows.tsx';
import { type Outcome, restorePast, restoringId, useRestoring } from './restore-past.ts';
import { usePastFiles } from './use-past-files.ts';

interface FileRowProps {
  store: StoreId;
  file: PastFile;
  name: string;
  ticked: boolean;
  onTick: (ticked: boolean) => void;
}

function FileRow({ store, file, name, ticked, onTick }: FileRowProps) {
  const { key, size, deletedAt, modifiedAt } = file;
  return (
    <>
      <Checkbox checked={ticked} onChange={onTick}>
        <span className="visually-hidden">Bring back {name}</span>
      </Checkbox>
      <Link className="mono past-name" title={`History of ${key}`} onClick={() => openHistory(store, key)}>
        {name}
      </Link>
      <span className="past-facts">{formatBytes(size)}</span>
      <span
        className="past-facts"
        title={`Written ${formatExact(modifiedAt)}, deleted ${formatExact(deletedAt)}`}
      >
        {file.last ? 'Deleted' : 'Deleted before'} {formatMoment(deletedAt)}
      </span>
    </>
  );
}

interface PastFilesViewProps {
  store: StoreId;
  session: string;
}

/** The deleted files of a session, whether it is gone or not, to look into and to bring back. */
export function PastFilesView({ store: id, session }: PastFilesViewProps) {
  const store = useStore(id);
  const { past, problem, again } = usePastFiles(id, session, store?.state === 'open');
  const running = useRestoring((state) => state.running.has(restoringId(id, session)));
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const files = past?.files ?? [];
  const wanted = wantedOf(files, ticked);
  const words = past && keepsWords[past.keeps];
  const restore = async () => {
    setOutcome(null);
    setOutcome(await restorePast(id, session, wanted));
    setTicked(new Map());
    again();
  };
  const isBack = outcome?.kind === 'done' && outcome.restored > 0;
  return (
    <div className="document-view">
      <DocumentHead
        crumbs={[
          { label: store?.name ?? 'Store' },
          { label: 'Deleted sessions', open: () => openTab({ kind: 'past', store: id }) },
          { label: shortId(session), mono: true },
        ]}
        facts={past && whatBecame(past)}
      >
        <Button
          variant="outline"
          icon="undo"
          disabled={running || wanted.length === 0 || store?.readOnly !== false}
          onClick={() => void restore()}
        >
          {wanted.length === 0 ? 'Bring back' : `Bring back ${plural(wanted.length, 'file')}`}
        </Button>
      </DocumentHead>
      {problem !== null && (
        <Notice kind="error" actions={<Link onClick={again}>Try again</Link>}>
          {problem}
        </Notice>
      )}
      {store?.readOnly && (
        <Notice kind="readonly">The store is open read-only, so nothing can be brought back to it.</Notice>
      )}
      {words && <Notice kind="info">{words}</Notice>}
      {past?.complete === false && (
        <Notice kind="warning">
          The bucket keeps more than 100,000 states of this session’s files, and only so many were looked at.
          Files may be missing here; each has its history still.
        </Notice>
      )}
      {outcome && (
        <Notice
          kind={outcome.kind === 'failed' ? 'error' : 'info'}
          actions={
            isBack && (
              <Link onClick={() => openTab({ kind: 'session', store: id, session })}>Open the session</Link>
            )
          }
        >
          {whatCameBack(outcome)}
        </Notice>
      )}
      {past === null && problem === null && <SkeletonRows label="Asking the bucket" rows={4} />}
      {past && files.length === 0 && (
        <EmptyState title="Nothing is deleted">
          <p>The bucket keeps no deleted file of this session.</p>
        </EmptyState>
      )}
      {files.length > 0 && (
        <Rows label="Deleted files" items={files} keyOf={({ key }) => key}>
          {(file) => (
            <FileRow
              store={id}
              file={file}
              name={file.key.slice(`sessions/${session}/`.length)}
              ticked={wanted.includes(file)}
              onTick={(on) => setTicked(new Map(ticked).set(file.key, on))}
            />
          )}
        </Rows>
      )}
    </div>
  );
}
