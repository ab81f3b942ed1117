/**
 * What features add when they are loaded: commands (`registerCommands`), dialogs that any place can open
 * (`registerOverlay`). One line a feature.
 */
import './shell/commands.ts';
import './tree/commands.ts';
import './palette/commands.ts';
import './stores/commands.ts';
import './connections/commands.ts';
import './sessions/commands.ts';
// Before deletion: Ctrl/Cmd+Z in a merge means its choices.
import './merge/commands.ts';
import './deletion/commands.ts';
import './settings/commands.ts';
import './documents/commands.ts';
import './artifacts/commands.ts';
import './drafts/commands.ts';
import './history/commands.ts';
import './past/commands.ts';
import './edits/commands.ts';
import './live/commands.ts';
import './meter/commands.ts';
import './sign-in/commands.ts';
