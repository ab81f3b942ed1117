import { useEffect } from 'react';
import { folderOf } from '#shared/format/keys.ts';
import type { Draft } from '#shared/model/draft.ts';
import { Button } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { openHistory } from '../history/open-history.ts';
import { fileIcon, nameOfKey } from '../shell/names.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { connectStore } from '../stores/actions.ts';
import { storeIcons } from '../stores/icons.ts';
import { useStore } from '../stores/stores.ts';
import { Ago } from '../words/Ago.tsx';
import { plural } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { refreshDrafts, useDrafts } from './drafts-list.ts';
import { copyDraft, discardDraft, openDraft } from './open-draft.ts';
import { useGone } from './use-gone.ts';
import './drafts.css';

/** Where the store of a draft is, as far as it is not open. */
function storeWords(state: string | undefined): string | null {
  if (state === 'open') return null;
  return state === undefined ? 'not in the list any more' : 'not connected';
}

function Row({ draft, gone }: { draft: Draft; gone: boolean }) {
  const store = useStore(draft.store);
  const isOpen = store?.state === 'open';
  const words = storeWords(store?.state);
  const elsewhere = draft.owner === 'other';
  const items: MenuItem[] = [
    { label: 'Copy the text', icon: 'copy', run: () => void copyDraft(draft) },
    ...(isOpen
      ? [{ label: 'History', icon: 'history' as const, run: () => openHistory(draft.store, draft.key) }]
      : []),
    'separator',
    { label: 'Discard', icon: 'trash', disabled: elsewhere, run: () => void discardDraft(draft) },
  ];
  return (
    <li className="kept-row draft-row">
      <Icon name={fileIcon(draft.key)} />
      <span className="kept-name draft-name">
        <span className="ellipsis" title={draft.key}>
          {nameOfKey(draft.key)}
        </span>
        {elsewhere && <span className="draft-mark">in another window</span>}
        {gone && <span className="draft-mark tone-warn">its file is gone</span>}
      </span>
      <span className="kept-facts">{plural(draft.length, 'character')}</span>
      <span className="kept-facts" title={formatExact(draft.changedAt)}>
        <Ago at={draft.changedAt} />
      </span>
      <span className="draft-place">
        <Icon name={store ? storeIcons[store.location.kind] : 'folder'} />
        <span className="draft-store" title={draft.storePlace}>
          {store?.name ?? draft.storeName}
          {words && `, ${words}`}
        </span>
        <span className="draft-folder" title={draft.key}>
          {folderOf(draft.key)}
        </span>
      </span>
      <span className="draft-actions">
        {isOpen && (
          <Button disabled={elsewhere} onClick={() => void openDraft(draft)}>
            Open
          </Button>
        )}
        {store && !isOpen && <Button onClick={() => void connectStore(store.id)}>Connect</Button>}
        <Menu items={items}>
          <IconButton icon="more" label={`What can be done with the draft of ${nameOfKey(draft.key)}`} />
        </Menu>
      </span>
    </li>
  );
}

/** What was typed and not saved, of every store, whether it can be reached or not. */
export default function DraftsView(_: { tab: TabOf<'drafts'>; tabId: string }) {
  const drafts = useDrafts((state) => state.drafts);
  const problem = useDrafts((state) => state.problem);
  const gone = useGone(drafts);
  // How much was typed by now is not told all the time.
  useEffect(() => void refreshDrafts(), []);
  return (
    <>
      <DocumentHead crumbs={[{ label: 'Drafts' }]} facts="Unsaved edits, kept on this machine" />
      {problem && <Notice kind="error">{problem}</Notice>}
      {drafts === null && !problem && <SkeletonRows label="Loading the drafts" />}
      {drafts?.length === 0 && (
        <EmptyState title="There are no drafts">
          <p>
            What you type and do not save is kept here, whatever becomes of the window, the app or the store.
            It goes when you save or discard it.
          </p>
        </EmptyState>
      )}
      {drafts && drafts.length > 0 && (
        <ul className="kept-list" aria-label="Drafts">
          {drafts.map((draft) => (
            <Row key={draft.id} draft={draft} gone={gone.has(draft.id)} />
          ))}
        </ul>
      )}
    </>
  );
}
