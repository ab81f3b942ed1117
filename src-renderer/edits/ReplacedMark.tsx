import type { Edit } from '#shared/model/history.ts';
import { isOfRuns } from '../history/version-words.ts';
import { replacedSentence } from './edit-words.ts';

/** Says in a row of the tree that an edit of the file was replaced. */
export function ReplacedMark({ edit }: { edit: Edit | undefined }) {
  if (!edit) return null;
  return (
    <span className="tree-mark tone-warn" title={replacedSentence(edit)}>
      {isOfRuns(edit.key) ? 'replaced by run' : 'replaced outside'}
    </span>
  );
}
