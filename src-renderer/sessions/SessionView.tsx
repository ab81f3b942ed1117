import { useDrop } from '../artifacts/upload/use-drop.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { ArtifactList } from './ArtifactList.tsx';
import { Lanes } from './Lanes.tsx';
import { lanesOf } from './lanes.ts';
import { MessagesPreview } from './MessagesPreview.tsx';
import { RecordSummary } from './RecordSummary.tsx';
import { SessionFacts } from './SessionFacts.tsx';
import { SessionHead } from './SessionHead.tsx';
import { SessionProblems } from './SessionProblems.tsx';
import { isNothing } from './session-gone.ts';
import { useSession } from './use-session.ts';
import './session.css';

interface SessionViewProps {
  tab: TabOf<'session'>;
  tabId: string;
}

/** A session's overview. */
export default function SessionView({ tab: { store, session: id } }: SessionViewProps) {
  const { session, error, again } = useSession(store, id);
  const isBucket = useStore(store)?.location.kind === 's3';
  // A bucket may have kept what is gone.
  const kept = isBucket && (
    <Link onClick={() => openTab({ kind: 'past', store, id })}>Deleted files in the bucket</Link>
  );
  const drop = useDrop({ store, session: id, folder: '' });
  return (
    // Dropping is a shortcut; Upload does the same.
    <section className="session-view drop-place" aria-label={`Session ${id}`} {...drop}>
      <SessionHead store={store} session={id} contents={session?.contents ?? null} />
      {error && (
        <Notice
          kind="error"
          actions={
            <>
              <Link onClick={again}>Try again</Link>
              {error.code === 'NOT_FOUND' && kept}
            </>
          }
        >
          {error.message} {session && 'What is shown is what was read before.'}
        </Notice>
      )}
      {!session && !error && <SkeletonRows label="Loading the session" rows={8} />}
      {session && <SessionProblems store={store} contents={session.contents} />}
      {session && isNothing(session.contents) && (
        <Notice kind="outside" actions={kept}>
          There are no files below sessions/{id} any more.
        </Notice>
      )}
      {session && (
        <>
          <SessionFacts contents={session.contents} />
          <div className="session-columns">
            <div className="session-main">
              <Lanes store={store} session={id} lanes={lanesOf(session.contents, session.definitions)} />
              <MessagesPreview store={store} file={session.contents.messages} />
            </div>
            <div className="session-side">
              <RecordSummary store={store} contents={session.contents} />
              <ArtifactList store={store} contents={session.contents} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
