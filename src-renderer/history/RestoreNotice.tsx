import type { StoreId } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { formatClock } from '../words/times.ts';
import type { Present, Restoring } from './restore.ts';
import { nameOfVersion } from './version-words.ts';

interface RestoreNoticeProps {
  store: StoreId;
  fileKey: string;
  restoring: Restoring;
  present: Present;
  /** Shows what the file holds now. */
  onShowNow: () => void;
}

/** What a restore has come to, and what can be done about it. */
export function RestoreNotice({ store, fileKey, restoring, present, onShowNow }: RestoreNoticeProps) {
  const { state, goOn, start, dismiss } = restoring;
  const close = <Link onClick={dismiss}>Close</Link>;
  switch (state.kind) {
    case 'idle':
    case 'running':
      return null;
    case 'asking':
      return (
        <Notice
          kind="warning"
          actions={
            <>
              <Link onClick={() => goOn(state.version, present, 'keep')}>
                Restore, and keep my edits open
              </Link>
              <Link onClick={() => goOn(state.version, present, 'drop')}>Restore, and drop my edits</Link>
              <Link onClick={dismiss}>Do not restore</Link>
            </>
          }
        >
          The editor of this file holds edits that are not saved. Kept open, they stay there to be compared
          with what you restore.
        </Notice>
      );
    case 'done': {
      const { from, version, at, saved } = state;
      return (
        <Notice
          kind="undo"
          actions={
            <>
              {from && from.kept !== 'no' && !saved.identical && (
                <Link onClick={() => start(from, { token: saved.version, version })}>Take it back</Link>
              )}
              <Link onClick={() => openTab(tabOfKey(store, fileKey))}>Open the file</Link>
              {close}
            </>
          }
        >
          {saved.identical
            ? 'The file holds exactly these bytes already, so nothing was written.'
            : `Restored at ${formatClock(at)}: the file holds the version of ${nameOfVersion(version, fileKey)}. What was there before stays in this list.`}
        </Notice>
      );
    }
    case 'conflict':
      return (
        <Notice
          kind="outside"
          actions={
            <>
              <Link onClick={() => goOn(state.version, { token: state.token, version: undefined }, 'keep')}>
                Restore all the same
              </Link>
              {state.token !== null && <Link onClick={onShowNow}>Show what is there now</Link>}
              {close}
            </>
          }
        >
          {state.token === null
            ? 'Not restored: the file was deleted meanwhile.'
            : 'Not restored: the file was changed by something else meanwhile. Nothing was written.'}
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          kind="error"
          actions={
            <>
              <Link onClick={() => start(state.version, present)}>Try again</Link>
              {close}
            </>
          }
        >
          Not restored. {state.message}
        </Notice>
      );
  }
}
