import { Link } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { useDrafts } from '../drafts/drafts-list.ts';
import { showDrafts } from '../drafts/open-draft.ts';
import { useAppInfo } from '../shell/app-info.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { plural } from '../words/numbers.ts';
import { useFolderDrop } from './folder-drop.ts';
import { KeyHints } from './KeyHints.tsx';
import { OpenActions } from './OpenActions.tsx';
import { RecentStores } from './RecentStores.tsx';
import './welcome.css';

/** The page shown while no store is open. */
export default function WelcomeView(_: { tab: TabOf<'welcome'>; tabId: string }) {
  const dropping = useFolderDrop();
  const drafts = useDrafts((state) => state.drafts?.length ?? 0);
  const dropPath = useAppInfo((state) => state.info?.capabilities.dropPath);
  return (
    <div className={dropping ? 'welcome-page welcome-page-drop' : 'welcome-page'}>
      <div className="welcome">
        <h2 className="welcome-title">
          <Icon name="mark" size={32} />
          AgentFlow Sessions
        </h2>
        <p className="text-2">See what your agents remember, and change it safely.</p>
        <div className="welcome-columns">
          <section aria-labelledby="welcome-open">
            <h3 id="welcome-open">Open a store</h3>
            <OpenActions />
            <p className="welcome-note">
              {dropPath ? 'Or drop a folder here. ' : ''}Opening a store writes nothing to it.
            </p>
          </section>
          <RecentStores />
        </div>
        {drafts > 0 && (
          <p className="welcome-drafts">
            {plural(drafts, 'file has', 'files have')} edits that were not saved. They are kept on this
            machine. <Link onClick={showDrafts}>Show drafts</Link>
          </p>
        )}
        <KeyHints />
      </div>
    </div>
  );
}
