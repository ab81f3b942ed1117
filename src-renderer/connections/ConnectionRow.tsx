import type { Store } from '#shared/model/store.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useConnecting } from '../stores/actions.ts';
import { ColourMark } from '../stores/ColourMark.tsx';
import { storeIcons } from '../stores/icons.ts';
import { placeInWords } from '../stores/recents.ts';
import { Ago } from '../words/Ago.tsx';
import { useList } from './list-state.ts';

function State({ store }: { store: Store }) {
  const connecting = useConnecting((state) => state.connecting.has(store.id));
  if (connecting || store.state === 'opening') {
    return (
      <span className="connection-mark">
        <StatusGlyph status="running" />
        connecting
      </span>
    );
  }
  return (
    <>
      {store.readOnly && (
        <span className="connection-mark">
          <Icon name="lock" />
          read-only
        </span>
      )}
      {store.state === 'open' ? (
        <span className="connection-mark tone-ok">
          <StatusGlyph status="active" />
          open
        </span>
      ) : store.problem ? (
        <span className="connection-mark tone-error" title={store.problem}>
          not connected
        </span>
      ) : (
        !store.readOnly &&
        store.lastOpenedAt !== null && (
          <span className="connection-mark">
            <Ago at={store.lastOpenedAt} />
          </span>
        )
      )}
    </>
  );
}

/** Which edge of a row shows that something would go there. */
function useEdge(id: string): 'above' | 'below' | null {
  return useList(({ mark }) =>
    mark && 'beside' in mark && mark.beside === id ? (mark.after ? 'below' : 'above') : null,
  );
}

interface ConnectionRowProps {
  id: string;
  store: Store;
  /** Its form is shown. */
  shown: boolean;
}

/** One connection of the list. */
export function ConnectionRow({ id, store, shown }: ConnectionRowProps) {
  const focused = useList((state) => state.cursor === store.id);
  const edge = useEdge(store.id);
  const classes = ['connection', focused && 'connection-focused', edge && `connection-${edge}`];
  return (
    // The list has the focus and the keys.
    <div
      id={id}
      className={classes.filter(Boolean).join(' ')}
      role="option"
      aria-selected={shown}
      tabIndex={-1}
      data-store={store.id}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', store.place);
        useList.setState({ dragged: store.id });
      }}
      onDragEnd={() => useList.setState({ dragged: null, mark: null })}
      onMouseDown={() => useList.setState({ cursor: store.id })}
    >
      <Icon name={storeIcons[store.location.kind]} />
      <span className="connection-name">
        <ColourMark colour={store.colour} />
        <span className="ellipsis">{store.name}</span>
      </span>
      <span className="connection-state">
        <State store={store} />
      </span>
      <span className="connection-place" title={placeInWords(store)}>
        {placeInWords(store)}
      </span>
    </div>
  );
}
