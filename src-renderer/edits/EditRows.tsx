import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { shortId } from '../shell/names.ts';
import { openTab } from '../shell/tabs.ts';
import { formatCount } from '../words/numbers.ts';
import { EditItem } from './EditItem.tsx';
import { type EditRow, editRows } from './edit-rows.ts';

const rowHeight = 24;
const sessionHeight = 32;

function keyOf(row: EditRow): string {
  return row.kind === 'edit' ? row.edit.id : `session ${row.session}`;
}

/** Up and down go from edit to edit. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const mains = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-edit]')];
  const at = mains.indexOf(document.activeElement as HTMLElement);
  const next = step === 0 || at < 0 ? undefined : mains[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function SessionHead({ store, session, count }: { store: StoreId; session: string | null; count: number }) {
  return (
    <h3 className="edits-session">
      {session === null ? (
        'Outside of sessions'
      ) : (
        <Link className="mono" title={session} onClick={() => openTab({ kind: 'session', store, session })}>
          {shortId(session)}
        </Link>
      )}
      <span>{formatCount(count)}</span>
    </h3>
  );
}

/** Edits by session. Only those in sight exist. */
export function EditRows({ store, edits }: { store: StoreId; edits: readonly Edit[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => editRows(edits), [edits]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'session' ? sessionHeight : rowHeight),
    getItemKey: (index) => {
      const row = rows[index];
      return row ? keyOf(row) : index;
    },
    overscan: 12,
  });
  return (
    <div ref={scroller} className="edits-rows">
      <ul
        className="edits-list"
        aria-label="Edits"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start, size, key }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                className={`edits-row edits-row-${row.kind}`}
                style={{ top: start, height: size }}
              >
                {row.kind === 'session' ? (
                  <SessionHead store={store} session={row.session} count={row.count} />
                ) : (
                  <EditItem store={store} edit={row.edit} />
                )}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
