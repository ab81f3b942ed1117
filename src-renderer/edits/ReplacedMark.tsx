import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Icon } from '../components/Icon.tsx';
import { isOfRuns } from '../history/version-words.ts';
import { storeById } from '../stores/stores.ts';
import { applyAgain } from './apply-again.ts';
import { replacedSentence } from './edit-words.ts';

/** Says in a row of the tree that an edit of the file was replaced; a click brings both texts together. */
export function ReplacedMark({ edit, store }: { edit: Edit | undefined; store: StoreId }) {
  if (!edit) return null;
  const words = isOfRuns(edit.key) ? 'replaced by run' : 'replaced outside';
  const shown = (
    <>
      <span className="tree-mark-words">{words}</span>
      <Icon name="refresh" className="tree-mark-short tone-warn" label={words} />
    </>
  );
  const className = 'tree-mark tone-warn';
  const title = replacedSentence(edit);
  if (storeById(store)?.readOnly)
    return (
      <span className={className} title={title}>
        {shown}
      </span>
    );
  return (
    <button
      type="button"
      tabIndex={-1}
      className={className}
      data-own
      title={`${title} A click brings both together.`}
      onClick={() => applyAgain(store, edit)}
    >
      {shown}
    </button>
  );
}
