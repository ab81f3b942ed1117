import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

const rowHeight = 28;

/** Up and down go from row to row. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const mains = [...event.currentTarget.querySelectorAll<HTMLElement>('.past-name')];
  const at = mains.indexOf(document.activeElement as HTMLElement);
  const next = step === 0 || at < 0 ? undefined : mains[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface RowsProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** A row; what it is named by has the class `past-name`, and can be focused. */
  children: (item: T) => ReactNode;
}

/** A long list. Only the rows in sight exist. */
export function Rows<T>({ label, items, keyOf, children }: RowsProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 12,
  });
  return (
    <div ref={scroller} className="past-rows">
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
        {virtual.getVirtualItems().map(({ index, start, size, key }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li key={key} className="past-row" style={{ top: start, height: size }}>
                {children(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
