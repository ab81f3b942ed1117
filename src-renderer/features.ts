/**
 * What features add when they are loaded: commands (`registerCommands`), dialogs that any place can open
 * (`registerOverlay`). One line a feature.
 */
import './shell/commands.ts';
import './tree/commands.ts';
