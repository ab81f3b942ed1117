import type { StoreId } from '#shared/model/store.ts';
import { useConnection } from '../client/connection.ts';
import { Icon } from '../components/Icon.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { useLive } from './states.ts';
import { statusWords } from './status-words.ts';

/** How old what is shown of a store is. It changes often, so screen readers read it when asked, and never by themselves. */
export function LiveStatus({ store }: { store: StoreId }) {
  const state = useLive(({ states }) => states[store]);
  // Without the app, nothing is followed: the line says so at its other end.
  const connected = useConnection(({ state: connection }) => connection === 'open');
  if (!state || !connected) return null;
  const { text, tooltip } = statusWords(state);
  return (
    <Tooltip text={tooltip} side="top">
      <span className={state.failing ? 'status-item tone-warn' : 'status-item'}>
        {state.failing && <Icon name="warning" />}
        {text}
      </span>
    </Tooltip>
  );
}
