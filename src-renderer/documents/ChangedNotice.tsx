import { useEffect, useState } from 'react';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { countOverlaps, mergeIntoEditor } from '../merge/into-editor.ts';
import { openMerge } from '../merge/open-merge.ts';
import { type Changed, changedWords, whereWords } from './changed-words.ts';
import type { OpenDocument } from './open-document.ts';
import { refreshDocuments } from './refresh.ts';

interface Known {
  /** In how many places both are about the same lines. */
  overlaps: number;
  /** Whether the other text was saved in this app too. */
  isOurs: boolean;
}

/** What both sides come to; null until that is known. */
function useBoth(document: OpenDocument, trouble: Changed): Known | null {
  const [known, setKnown] = useState<(Known & { trouble: Changed }) | null>(null);
  useEffect(() => {
    const { signal, ...controller } = withAbort();
    lookAtBoth(document, signal).then(
      (both) => !signal.aborted && setKnown({ trouble, ...both }),
      // Gone, or no text any more: the document finds out by looking.
      () =>
        !signal.aborted && void refreshDocuments({ store: document.store, keys: new Set([document.key]) }),
    );
    return controller.abort;
  }, [document, trouble]);
  return known?.trouble === trouble ? known : null;
}

async function lookAtBoth(document: OpenDocument, signal: AbortSignal): Promise<Known> {
  const { store, key } = document;
  const overlaps = await countOverlaps(document, signal);
  // The history knows the file as it was read just now.
  const isOurs = await client.history.isOurs({ store, key }, { signal }).catch(() => false);
  return { overlaps, isOurs };
}

function withAbort(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** Says that the file is another one by now, and brings both together. */
export function ChangedNotice({ document, trouble }: { document: OpenDocument; trouble: Changed }) {
  const known = useBoth(document, trouble);
  const overlaps = known?.overlaps ?? null;
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
      {changedWords(trouble, known?.isOurs ?? null)}
      {whereWords(overlaps)}
      {problem && ` They could not be merged. ${problem}`}
    </Notice>
  );
}
