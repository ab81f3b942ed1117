import { useConnection } from '../client/connection.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Progress } from '../components/Progress.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { GuaranteeStatus } from '../guarantee/GuaranteeStatus.tsx';
import { LiveStatus } from '../live/LiveStatus.tsx';
import { UsageStatus } from '../meter/UsageStatus.tsx';
import { SignInStatus } from '../sign-in/SignInStatus.tsx';
import { storeIcons } from '../stores/icons.ts';
import { useStore, useStores } from '../stores/stores.ts';
import { useAppInfo } from './app-info.ts';
import { useSelection } from './selection.ts';
import { useStatusItems } from './status-items.ts';
import { storeOf } from './tab-ref.ts';
import { useActiveTab } from './tabs.ts';
import { useWork } from './work.ts';

function plural(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** The store of the active tab, or of what is selected, or the only one there is. */
function useStatusStore() {
  const tab = useActiveTab();
  const selected = useSelection((state) => state.selected);
  const single = useStores(({ stores }) => {
    const open = stores?.filter((store) => store.state === 'open') ?? [];
    return open.length === 1 ? (open[0]?.id ?? null) : null;
  });
  const ofSelected = selected && 'store' in selected ? (selected.store ?? null) : null;
  return useStore((tab ? storeOf(tab.ref) : null) ?? ofSelected ?? single);
}

function StoreStatus() {
  const store = useStatusStore();
  const open = useStores(({ stores }) => stores?.filter(({ state }) => state === 'open').length ?? 0);
  if (!store)
    return (
      <span className="status-item">{open === 0 ? 'No store open' : `${plural(open, 'store')} open`}</span>
    );
  return (
    <>
      <Tooltip text={store.place} side="top">
        <span className="status-item">
          <Icon name={storeIcons[store.location.kind]} />
          <span className="ellipsis">{store.name}</span>
        </span>
      </Tooltip>
      <GuaranteeStatus store={store} />
      <SignInStatus store={store} />
      <UsageStatus store={store} />
      <LiveStatus store={store.id} />
    </>
  );
}

function WorkStatus() {
  const work = useWork((state) => state.work);
  const first = work[0];
  if (!first) return null;
  const words = `${first.what}${first.figures ? `, ${first.figures}` : ''}`;
  return (
    <span className="status-item status-work">
      <StatusGlyph status="running" />
      <span className="ellipsis">{words}</span>
      {first.total !== null && <Progress label={first.what} done={first.done} total={first.total} />}
      {work.length > 1 && <span className="text-3">and {work.length - 1} more</span>}
      {first.stop && <IconButton icon="close" small label={`Stop: ${first.what}`} onClick={first.stop} />}
    </span>
  );
}

/** The line at the bottom: store, guarantee, requests, work, and what the open document adds. */
export function StatusLine() {
  const refused = useConnection(({ state }) => state === 'refused');
  const lost = useConnection(({ state }) => state === 'lost') || refused;
  const items = useStatusItems((state) => state.items);
  const version = useAppInfo((state) => state.info?.version);
  const idle = useStores(({ stores }) => !stores?.some((store) => store.state === 'open'));
  return (
    <footer className="status">
      <StoreStatus />
      <span className="spacer" />
      {lost && (
        <span className="status-item tone-warn" role="status">
          <Icon name="warning" />
          {refused ? 'No connection' : 'Connection lost, trying again'}
        </span>
      )}
      <WorkStatus />
      {[...items].map(([id, item]) =>
        item.isWarning ? (
          <Tooltip key={id} text={item.tooltip} side="top">
            <button type="button" className="status-item tone-warn">
              <Icon name="warning" />
              {item.text}
            </button>
          </Tooltip>
        ) : item.run ? (
          <button key={id} type="button" className="status-item" title={item.tooltip} onClick={item.run}>
            {item.text}
          </button>
        ) : (
          <span key={id} className="status-item" title={item.tooltip}>
            {item.text}
          </span>
        ),
      )}
      {idle && version && <span className="status-item">Version {version}</span>}
    </footer>
  );
}
