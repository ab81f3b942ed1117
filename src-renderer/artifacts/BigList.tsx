import {
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { pageOf } from '../commands/list-keys.ts';
import { clampTop, contentHeight, type Extent, isScaled, scrollOf, topOf } from './scroll-math.ts';
import './big-list.css';

/** What a parent can ask of the list. */
export interface BigListHandle {
  /** Brings a row into sight, moving no further than needed; to the middle if it is far. */
  reveal: (row: number) => void;
  /** Scrolls by so many rows. */
  scrollBy: (rows: number) => void;
  /** Rows that fit. */
  page: () => number;
  focus: () => void;
}

interface BigListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  rows: number;
  /** In px. */
  rowHeight: number;
  renderRow: (row: number) => ReactNode;
  /** Told which rows are in sight, the last one not included. */
  onSight: (first: number, end: number) => void;
  ref: Ref<BigListHandle>;
}

/** Any number of rows of one height, of which only those in sight exist. */
export function BigList({ rows, rowHeight, renderRow, onSight, ref, className, ...rest }: BigListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [wanted, setTop] = useState(0);
  const extent: Extent = { rows, rowHeight, viewport };
  const top = clampTop(wanted, extent);
  const latest = useRef({ extent, top });
  latest.current = { extent, top };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setViewport(element.clientHeight));
    observer.observe(element);
    setViewport(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  const moveTo = (next: number) => {
    const now = latest.current.extent;
    const clamped = clampTop(next, now);
    latest.current.top = clamped;
    setTop(clamped);
    if (scroller.current) scroller.current.scrollTop = scrollOf(clamped, now);
  };
  useImperativeHandle(ref, () => ({
    reveal: (row) => {
      const { extent: now, top: at } = latest.current;
      const fits = Math.max(1, Math.floor(now.viewport / now.rowHeight));
      if (now.viewport === 0) setTop(row);
      else if (row < at - fits || row > at + 2 * fits) moveTo(row - fits / 2);
      else if (row < at) moveTo(row);
      else if (row + 1 > at + fits) moveTo(row + 1 - fits);
    },
    scrollBy: (step) => moveTo(latest.current.top + step),
    page: () => pageOf(latest.current.extent.viewport, rowHeight),
    focus: () => scroller.current?.focus(),
  }));

  // Where the bar stands for many rows a px, the wheel must still move by rows.
  const scaled = isScaled(extent);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !scaled) return;
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      const { extent: now, top: at } = latest.current;
      const next = clampTop(at + event.deltaY / now.rowHeight, now);
      latest.current.top = next;
      setTop(next);
      element.scrollTop = scrollOf(next, now);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scaled]);

  const first = Math.floor(top);
  const end = Math.min(rows, Math.ceil(top + viewport / rowHeight) + 1);
  useEffect(() => onSight(first, end), [first, end, onSight]);

  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (
    <div
      ref={scroller}
      className={className ? `big-list ${className}` : 'big-list'}
      onScroll={(event) => {
        const scroll = event.currentTarget.scrollTop;
        const { extent: now, top: at } = latest.current;
        // Not the echo of a move of our own.
        if (Math.abs(scroll - scrollOf(at, now)) > 1) setTop(topOf(scroll, now));
      }}
      {...rest}
    >
      <div className="big-list-content" role="presentation" style={{ height: contentHeight(extent) }}>
        <div className="big-list-window" role="presentation" style={{ height: viewport }}>
          <div role="presentation" style={{ transform: `translateY(${(first - top) * rowHeight}px)` }}>
            {shown.map(renderRow)}
          </div>
        </div>
      </div>
    </div>
  );
}
