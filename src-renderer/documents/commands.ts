import { registerCommands } from '../commands/commands.ts';
import { saveOrAsk } from '../live/quiet-save.ts';
import { useDirty } from '../shell/dirty.ts';
import { tabSave } from '../shell/tab-save.ts';
import { activeTab } from '../shell/tabs.ts';
import { useActivePane } from './active-pane.ts';
import { openDocuments } from './documents.ts';
import { diffKeys, previewKeys } from './keys.ts';
import { followStoredDocuments } from './refresh.ts';

const activeDocuments = () => {
  const tab = activeTab();
  return tab ? openDocuments(tab.id) : [];
};

/** Saves what a tab shows. */
export async function saveTab(tab: string): Promise<void> {
  const own = tabSave(tab);
  if (own) return own();
  for (const document of openDocuments(tab)) await saveOrAsk(document);
}

const pane = () => useActivePane.getState().pane;

registerCommands([
  {
    id: 'document.save',
    title: 'Save',
    group: 'File',
    icon: 'save',
    keys: 'Mod+S',
    // Also where nothing is to be saved: the browser's own answer is to save the page.
    run: async () => {
      const tab = activeTab();
      if (tab) await saveTab(tab.id);
    },
  },
  {
    id: 'document.saveAll',
    title: 'Save all',
    group: 'File',
    icon: 'save',
    keys: ['Mod+Shift+S', 'Alt+S'],
    when: () => useDirty.getState().unsaved.size > 0,
    run: async () => {
      for (const { store, key, save } of useDirty.getState().unsaved.values()) {
        const document = openDocuments().find((open) => open.store === store && open.key === key);
        await (document ? saveOrAsk(document) : save());
      }
    },
  },
  {
    id: 'document.revert',
    title: 'Discard the edits in this tab',
    group: 'File',
    icon: 'undo',
    when: () => activeDocuments().some((document) => document.state.getState().dirty),
    run: () => {
      for (const document of activeDocuments()) if (document.state.getState().dirty) void document.discard();
    },
  },
  {
    id: 'document.preview',
    title: 'Show or hide the preview',
    group: 'View',
    icon: 'eye',
    keys: previewKeys,
    when: () => pane() !== null,
    run: () => pane()?.toggle('preview'),
  },
  {
    id: 'document.diff',
    title: 'Show or hide what differs from the saved text',
    group: 'View',
    icon: 'diff',
    keys: diffKeys,
    when: () => pane() !== null,
    run: () => pane()?.toggle('diff'),
  },
]);

followStoredDocuments();
