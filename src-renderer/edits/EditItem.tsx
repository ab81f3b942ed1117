import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { openHistory } from '../history/open-history.ts';
import { yourWords } from '../history/version-words.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { formatExact } from '../words/times.ts';
import { applyAgain } from './apply-again.ts';
import { fateIcons, fateWords, isLost, momentOf, nameOfFile, othersWords } from './edit-words.ts';
import { settle } from './replaced.ts';

/** What can be done with an edit. */
function menuOf(store: StoreId, edit: Edit): MenuItem[] {
  const { key, base, mine, theirs, fate, settled } = edit;
  const words = othersWords(key);
  const items: MenuItem[] = [];
  if (fate !== 'deleted')
    items.push({ label: 'Open the file', icon: 'file', run: () => openTab(tabOfKey(store, key)) });
  items.push({ label: 'History', icon: 'history', run: () => openHistory(store, key, { version: mine }) });
  items.push('separator', {
    label: 'What you changed',
    icon: 'diff',
    run: () => openHistory(store, key, { version: mine, against: base ?? undefined }),
  });
  if (theirs !== null)
    items.push({
      label: words.theirs,
      run: () => openHistory(store, key, { version: theirs, against: mine }),
    });
  if (!isLost(edit)) return items;
  items.push('separator');
  if (storeById(store)?.readOnly !== true)
    items.push({ label: 'Apply mine again…', run: () => applyAgain(store, edit) });
  items.push(
    settled
      ? { label: 'Not dealt with after all', run: () => void settle(store, edit, false) }
      : { label: words.keep, run: () => void settle(store, edit, true) },
  );
  return items;
}

/** One edit: of what, what became of it, and when it was made. */
export function EditItem({ store, edit }: { store: StoreId; edit: Edit }) {
  const { name, what } = nameOfFile(edit.key);
  const alarming = isLost(edit) && !edit.settled;
  const open = () =>
    edit.fate === 'deleted'
      ? openHistory(store, edit.key, { version: edit.mine })
      : openTab(tabOfKey(store, edit.key));
  return (
    <>
      <button type="button" className="edit-main" data-edit title={edit.key} onClick={open}>
        <Icon name={fateIcons[edit.fate]} className={alarming ? 'tone-warn' : undefined} />
        <span className="edit-name">
          <strong>{name}</strong> {what}
        </span>
        <span className="edit-what">{yourWords(edit.reason)}</span>
        <span className={alarming ? 'edit-fate edit-fate-replaced' : 'edit-fate'} title={fateWords(edit)}>
          {fateWords(edit)}
        </span>
        <span className="edit-when" title={formatExact(edit.at)}>
          {momentOf(edit.at)}
        </span>
      </button>
      <Menu items={menuOf(store, edit)}>
        <IconButton icon="more" label={`What can be done with the edit of ${name}`} />
      </Menu>
    </>
  );
}
