import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { openHistory } from '../history/open-history.ts';
import { useTimeline } from '../history/use-timeline.ts';
import { shortId } from '../shell/names.ts';
import type { OpenDocument } from './open-document.ts';

/** Stands in the place of a file whose session is gone as a whole. */
export function SessionGone({ document, session }: { document: OpenDocument; session: string }) {
  const { store, key } = document;
  const isKept = (useTimeline(store, key, 1).versions?.length ?? 0) > 0;
  return (
    <EmptyState
      title={`Session ${shortId(session)} is gone`}
      actions={
        isKept && (
          <Button variant="outline" icon="history" onClick={() => openHistory(store, key)}>
            Show the file’s history
          </Button>
        )
      }
    >
      <p>
        Nothing is left below sessions/{session}: it was deleted or moved.
        {isKept && ' What this file held can be looked at in its history, and restored from there.'}
      </p>
    </EmptyState>
  );
}
