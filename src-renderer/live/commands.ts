import { registerCommands } from '../commands/commands.ts';
import { useActivePane } from '../documents/active-pane.ts';
import { registerDocumentNotice } from '../documents/notices.ts';
import { QuietSave } from './QuietSave.tsx';
import { isInRunningSession, saveWhenQuiet } from './quiet-save.ts';

registerDocumentNotice('quiet-save', QuietSave);

const runningDocument = () => {
  const document = useActivePane.getState().pane?.document;
  return document?.state.getState().dirty && isInRunningSession(document) ? document : null;
};

registerCommands([
  {
    id: 'document.saveWhenQuiet',
    title: 'Save when the session is quiet',
    group: 'File',
    icon: 'save',
    when: () => runningDocument() !== null,
    run: () => {
      const document = runningDocument();
      if (document) saveWhenQuiet(document);
    },
  },
]);
