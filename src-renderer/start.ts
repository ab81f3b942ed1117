import { client } from './client/client.ts';
import { connect } from './client/connection.ts';
import { followEvents, onEvent } from './client/events.ts';
import { runCommand } from './commands/commands.ts';
import { handleKeys } from './commands/keys.ts';
import { followDrafts } from './drafts/drafts-list.ts';
import { restoreDrafts } from './drafts/restore-drafts.ts';
import { attendWindow } from './drafts/window-id.ts';
import { followReplaced } from './edits/replaced.ts';
import { followLive } from './live/follow.ts';
import { loadSettings, useSettings } from './settings/settings.ts';
import { loadAppInfo } from './shell/app-info.ts';
import { keepEdits, mayLeave, reportUnsaved } from './shell/dirty.ts';
import { restoreLayout } from './shell/layout.ts';
import { dropTabsOfUnknownStores } from './shell/store-tabs.ts';
import { restoreTabs } from './shell/tabs.ts';
import { loadUiState } from './shell/ui-state.ts';
import { followUsage } from './shell/usage.ts';
import { followMemoryEdits } from './stores/memory-edits.ts';
import { openLocation } from './stores/open.ts';
import { followStores } from './stores/stores.ts';
import { followTree } from './tree/loading.ts';
import { followChanges } from './tree/refresh.ts';
import { restoreTree } from './tree/restore.ts';

/** Connects, and brings back what was on the screen the last time. The window is rendered after it. */
export async function start(): Promise<void> {
  connect();
  followEvents();
  attendWindow(keepEdits);
  followUsage();
  followLive();
  onEvent('command', ({ command }) => void runCommand(command));
  onEvent('open', ({ location, readOnly }) => void openLocation(location, readOnly));
  onEvent('closing', () => void mayLeave().then((close) => client.app.closeAnswer({ close })));
  handleKeys();
  reportUnsaved();
  await Promise.all([loadUiState(), loadSettings(), loadAppInfo(), followStores()]);
  restoreLayout();
  restoreTabs(useSettings.getState().restoreOnStart);
  dropTabsOfUnknownStores();
  restoreTree();
  followTree();
  followChanges();
  followReplaced();
  followMemoryEdits();
  restoreDrafts();
  followDrafts();
}
