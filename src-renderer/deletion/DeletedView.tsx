import { useState } from 'react';
import type { Deleted } from '#shared/model/app.ts';
import { Button, Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { useSettings } from '../settings/settings.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { Ago } from '../words/Ago.tsx';
import { formatBytes, plural } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { DeletedFiles } from './DeletedFiles.tsx';
import { useDeletedList } from './deleted-list.ts';
import { undoDeletion, useDeletion } from './deletion.ts';
import { nameOfDeleted } from './sentences.ts';
import './deletion.css';

function Row({ deleted, disabled }: { deleted: Deleted; disabled: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="kept-row deleted-row">
        <IconButton
          icon={open ? 'chevron-down' : 'chevron-right'}
          small
          label={open ? `Hide the files of ${deleted.what}` : `Show the files of ${deleted.what}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <span className="kept-name ellipsis" title={deleted.what}>
          {nameOfDeleted(deleted)}
        </span>
        <span className="kept-facts">
          {plural(deleted.files, 'file')}, {formatBytes(deleted.bytes)}
        </span>
        <span className="kept-facts" title={formatExact(deleted.at)}>
          <Ago at={deleted.at} />
        </span>
        <Button
          icon="undo"
          disabled={disabled}
          aria-label={`Bring back ${deleted.what}`}
          onClick={() => void undoDeletion([deleted])}
        >
          Bring back
        </Button>
      </div>
      {open && <DeletedFiles deleted={deleted} />}
    </li>
  );
}

/** What was deleted from a store and can be brought back. */
export default function DeletedView({ tab }: { tab: TabOf<'deleted'>; tabId: string }) {
  const store = useStore(tab.store);
  const days = useSettings((state) => state.keepDeletedDays);
  const running = useDeletion((state) => state.running);
  const { list, problem } = useDeletedList(tab.store);
  const blocked = running || store?.readOnly === true || store?.state !== 'open';
  return (
    <>
      <DocumentHead
        crumbs={[{ label: store?.name ?? 'Store' }, { label: 'Recently deleted' }]}
        facts={`Kept on this machine for ${plural(days, 'day')}`}
      />
      {problem && <Notice kind="error">{problem}</Notice>}
      {store?.readOnly && (
        <Notice kind="readonly">The store is open read-only, so nothing can be brought back to it.</Notice>
      )}
      {store?.location.kind === 's3' && store.state === 'open' && (
        <Notice
          kind="info"
          actions={
            <Link onClick={() => openTab({ kind: 'past', store: tab.store })}>Look for deleted sessions</Link>
          }
        >
          Here stands what was deleted by this app. A bucket that keeps versions also holds what others have
          deleted.
        </Notice>
      )}
      {list === null && !problem && <SkeletonRows label="Loading what was deleted" />}
      {list?.length === 0 && (
        <EmptyState title="Nothing is deleted">
          <p>
            Sessions, nodes and files that you delete here stay in this list for {plural(days, 'day')}. Each
            can be brought back to where it was.
          </p>
        </EmptyState>
      )}
      {list && list.length > 0 && (
        <ul className="kept-list" aria-label="Recently deleted">
          {list.map((deleted) => (
            <Row key={deleted.id} deleted={deleted} disabled={blocked} />
          ))}
        </ul>
      )}
    </>
  );
}
