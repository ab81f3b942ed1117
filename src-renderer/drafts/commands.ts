import { registerCommands } from '../commands/commands.ts';
import { registerDocumentNotice } from '../documents/notices.ts';
import { DraftNotice } from './DraftNotice.tsx';
import { showDrafts } from './open-draft.ts';

registerCommands([
  { id: 'drafts.show', title: 'Show drafts', group: 'Go', icon: 'scratch', run: showDrafts },
]);

registerDocumentNotice('drafts', DraftNotice);
