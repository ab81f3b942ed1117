import { useConnection } from '../client/connection.ts';
import { Notice } from '../components/Notice.tsx';
import { useDirty } from './dirty.ts';

/** Says that the app was started anew: its new address lets this page in again, with all that it holds. */
export function ConnectionNotice() {
  const refused = useConnection(({ state }) => state === 'refused');
  const unsaved = useDirty((state) => state.unsaved.size);
  if (!refused) return null;
  return (
    <div className="connection-notice">
      <Notice kind="warning">
        The app was started anew and does not know this page any more. Open the address that it printed in
        another tab of this browser: this page then connects again by itself
        {unsaved > 0 ? ', and your unsaved edits can be saved.' : '.'}
      </Notice>
    </div>
  );
}
