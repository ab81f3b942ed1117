import { useEffect, useState } from 'react';
import { describeError } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SaveWorth } from '../guarantee/SaveWorth.tsx';
import { mergeIntoEditor } from '../merge/into-editor.ts';
import { openMerge } from '../merge/open-merge.ts';
import { type BothSides, lookAtBoth } from './both-sides.ts';
import { type Changed, changedWords, whereWords } from './changed-words.ts';
import type { OpenDocument } from './open-document.ts';

/** What both sides come to, null until that is known; and how to look once more. */
function useBoth(document: OpenDocument, trouble: Changed): [BothSides | null, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [looked, setLooked] = useState<{ trouble: Changed; attempt: number; both: BothSides | null }>();
  useEffect(() => {
    const controller = new AbortController();
    lookAtBoth(document, controller.signal).then((both) => {
      if (!controller.signal.aborted) setLooked({ trouble, attempt, both });
    });
    return () => controller.abort();
  }, [document, trouble, attempt]);
  const both = looked?.trouble === trouble && looked.attempt === attempt ? looked.both : null;
  return [both, () => setAttempt(attempt + 1)];
}

/** Says that the file is another one by now, and brings both together. */
export function ChangedNotice({ document, trouble }: { document: OpenDocument; trouble: Changed }) {
  const [both, lookAgain] = useBoth(document, trouble);
  const known = both && 'overlaps' in both ? both : null;
  const failed = both && 'problem' in both ? both.problem : null;
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
          {failed ? (
            <Link onClick={lookAgain}>Try again</Link>
          ) : (
            <Link onClick={() => void merge()}>{overlaps === 0 ? 'Merge' : 'Merge…'}</Link>
          )}
          {overlaps === 0 && (
            <Link onClick={() => openMerge({ store, key, edit: null })}>Look at both first</Link>
          )}
        </>
      }
    >
      {changedWords(trouble, known?.isOurs ?? null)}
      {whereWords(overlaps)}
      {trouble.found === 'saving' && <SaveWorth store={store} />}
      {(failed ?? problem) && ` They could not be merged. ${failed ?? problem}`}
    </Notice>
  );
}
