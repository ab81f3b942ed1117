import type { Store } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { removeConnection } from '../connections/list-actions.ts';
import { useDrafts } from '../drafts/drafts-list.ts';
import { select } from '../shell/selection.ts';
import { closeTabs } from '../shell/tabs.ts';
import { Ago } from '../words/Ago.tsx';
import { plural } from '../words/numbers.ts';
import { connectStore, stopConnecting, useConnecting } from './actions.ts';
import { ColourMark } from './ColourMark.tsx';
import { storeIcons } from './icons.ts';
import { placeInWords, recentStores } from './recents.ts';
import { useStores } from './stores.ts';

async function openRecent(store: Store): Promise<void> {
  if (store.state === 'open' || (await connectStore(store.id))) {
    select({ kind: 'store', store: store.id });
    await closeTabs(['["welcome"]']);
  }
}

function Recent({ store }: { store: Store }) {
  const drafts = useDrafts(
    (state) => (state.drafts ?? []).filter((draft) => draft.store === store.id).length,
  );
  const connecting = useConnecting((state) => state.connecting.has(store.id));
  return (
    <li className="recent">
      <button type="button" className="recent-open" onClick={() => void openRecent(store)}>
        <Icon name={storeIcons[store.location.kind]} size={20} />
        <span className="recent-name">
          <ColourMark colour={store.colour} />
          <span className="ellipsis">{store.name}</span>
          {store.readOnly && (
            <span className="recent-mark">
              <Icon name="lock" />
              read-only
            </span>
          )}
          {drafts > 0 && <span className="recent-mark tone-accent">{plural(drafts, 'draft')} kept</span>}
          {store.state === 'open' && (
            <span className="recent-mark tone-ok">
              <StatusGlyph status="active" />
              open
            </span>
          )}
        </span>
        <span className="recent-when">{store.lastOpenedAt !== null && <Ago at={store.lastOpenedAt} />}</span>
        <span className="recent-place">{placeInWords(store)}</span>
      </button>
      <IconButton
        icon="close"
        className="recent-forget"
        label={`Remove ${store.name} from the list`}
        onClick={() => void removeConnection(store.id)}
      />
      {connecting ? (
        <p className="recent-state" role="status">
          <StatusGlyph status="running" />
          Connecting
          <Link onClick={() => stopConnecting(store.id)}>Stop</Link>
        </p>
      ) : (
        store.problem && (
          <p className="recent-state tone-error" role="alert">
            <Icon name="error" />
            <span>{store.problem}</span>
            <Link onClick={() => void openRecent(store)}>Try again</Link>
          </p>
        )
      )}
    </li>
  );
}

/** Stores that were opened before. */
export function RecentStores() {
  const stores = useStores((state) => state.stores);
  const error = useStores((state) => state.error);
  const recents = stores && recentStores(stores);
  return (
    <section aria-labelledby="welcome-recent">
      <h3 id="welcome-recent">Recent</h3>
      {error && <p className="welcome-note tone-error">{error.message}</p>}
      {!recents && !error && <SkeletonRows label="Loading the list of stores" />}
      {recents?.length === 0 && (
        <p className="welcome-note">Folders and buckets that you open are listed here for the next time.</p>
      )}
      {recents && recents.length > 0 && (
        <ul className="recents">
          {recents.map((store) => (
            <Recent key={store.id} store={store} />
          ))}
        </ul>
      )}
    </section>
  );
}
