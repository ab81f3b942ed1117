import { useEffect, useState } from 'react';
import { describeError } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { countOverlaps, mergeIntoEditor } from '../merge/into-editor.ts';
import { openMerge } from '../merge/open-merge.ts';
import { formatClock } from '../words/times.ts';
import type { Trouble } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';
import { refreshDocuments } from './refresh.ts';

type Changed = Trouble & { kind: 'changed' };

/** In how many places both are about the same lines; null until that is known. */
function useOverlaps(document: OpenDocument, trouble: Changed): number | null {
  const [overlaps, setOverlaps] = useState<{ trouble: Changed; count: number } | null>(null);
  useEffect(() => {
    const { signal, ...controller } = withAbort();
    countOverlaps(document, signal).then(
      (count) => !signal.aborted && setOverlaps({ trouble, count }),
      // Gone, or no text any more: the document finds out by looking.
      () =>
        !signal.aborted && void refreshDocuments({ store: document.store, keys: new Set([document.key]) }),
    );
    return controller.abort;
  }, [document, trouble]);
  return overlaps?.trouble === trouble ? overlaps.count : null;
}

function withAbort(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function whatHappened({ found, at }: Changed): string {
  if (found === 'saving')
    return 'Not saved: the file has changed since you opened it. Nothing was overwritten, and your edits are kept.';
  const when = at === null ? '' : ` at ${formatClock(at)}`;
  return `The file was changed outside${when} while you were editing. Your edits are kept.`;
}

function whereWords(overlaps: number | null): string {
  if (overlaps === null) return '';
  if (overlaps === 0) return ' The changes are in other lines than yours.';
  return overlaps === 1
    ? ' In one place, both changed the same lines.'
    : ` In ${overlaps} places, both changed the same lines.`;
}

/** Says that the file is another one by now, and brings both together. */
export function ChangedNotice({ document, trouble }: { document: OpenDocument; trouble: Changed }) {
  const overlaps = useOverlaps(document, trouble);
  const [problem, setProblem] = useState<string | null>(null);
  const { store, key } = document;
  const merge = async () => {
    setProblem(null);
    try {
      await mergeIntoEditor(document, new AbortController().signal);
    } catch (error) {
      setProblem(describeError(error).message);
    }
  };
  return (
    <Notice
      kind={trouble.found === 'saving' ? 'error' : 'outside'}
      actions={
        <>
          <Link onClick={() => void merge()}>{overlaps === 0 ? 'Merge' : 'Merge…'}</Link>
          {overlaps === 0 && (
            <Link onClick={() => openMerge({ store, key, edit: null })}>Look at both first</Link>
          )}
        </>
      }
    >
      {whatHappened(trouble)}
      {whereWords(overlaps)}
      {problem && ` They could not be merged. ${problem}`}
    </Notice>
  );
}
