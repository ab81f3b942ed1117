import { useSessionDialog } from './dialogs.ts';
import { NewNodeDialog } from './NewNodeDialog.tsx';
import { NewSessionDialog } from './NewSessionDialog.tsx';
import { StatusDialog } from './StatusDialog.tsx';

/** The dialog about sessions that is open, if any. */
export function SessionDialogs() {
  const dialog = useSessionDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case 'new-session':
      return <NewSessionDialog store={dialog.store} />;
    case 'new-node':
      return <NewNodeDialog {...dialog} />;
    case 'status':
      return <StatusDialog store={dialog.store} session={dialog.session} />;
    default:
      return null;
  }
}
