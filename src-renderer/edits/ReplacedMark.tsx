import type { Edit } from '#shared/model/history.ts';
import { Icon } from '../components/Icon.tsx';
import { isOfRuns } from '../history/version-words.ts';
import { replacedSentence } from './edit-words.ts';

/** Says in a row of the tree that an edit of the file was replaced; the file itself says what can be done. */
export function ReplacedMark({ edit }: { edit: Edit | undefined }) {
  if (!edit) return null;
  const words = isOfRuns(edit.key) ? 'replaced by run' : 'replaced outside';
  return (
    <span className="tree-mark tone-warn" title={replacedSentence(edit)}>
      <span className="tree-mark-words">{words}</span>
      <Icon name="refresh" className="tree-mark-short tone-warn" label={words} />
    </span>
  );
}
