import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Version } from '#shared/model/history.ts';
import { pageOf, stepOf } from '../commands/list-keys.ts';
import { SkeletonRow } from '../components/Skeleton.tsx';
import { formatClock } from '../words/times.ts';
import { type Choice, choose, extend, pick } from './choice.ts';
import { titleOfVersion, VersionLine } from './VersionLine.tsx';
import { rowsOf, type VersionRow } from './version-rows.ts';

const rowHeight = 24;
const dayHeight = 32;

interface VersionListProps {
  versions: readonly Version[];
  /** Whether there are older ones; `onMore` is called when their place comes into sight. */
  more: boolean;
  onMore: () => void;
  fileKey: string;
  current: Version | undefined;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

const isVersion = (row: VersionRow | undefined) => row?.kind === 'version';

/** The versions of a file by day, the newest first. Two can be chosen, to be compared. */
export function VersionList(props: VersionListProps) {
  const { versions, more, onMore, fileKey, current, choice, onChoose } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(versions, more), [versions, more]);
  const cursor = choice.picked ?? choice.shown;
  const cursorRow = useMemo(
    () => rows.findIndex((row) => row.kind === 'version' && row.version.id === cursor),
    [rows, cursor],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index: number) => (rows[index]?.kind === 'day' ? dayHeight : rowHeight),
      [rows],
    ),
    overscan: 10,
    // What screen readers are told of is always drawn.
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        return cursorRow < 0 || indexes.includes(cursorRow)
          ? indexes
          : [...indexes, cursorRow].sort((a, b) => a - b);
      },
      [cursorRow],
    ),
  });
  const items = virtual.getVirtualItems();
  const atEnd = rows[items.at(-1)?.index ?? -1]?.kind === 'more';
  useEffect(() => {
    if (atEnd) onMore();
  }, [atEnd, onMore]);
  const seen = useRef(-1);
  useEffect(() => {
    if (cursorRow >= 0 && cursorRow !== seen.current) virtual.scrollToIndex(cursorRow, { align: 'auto' });
    seen.current = cursorRow;
  }, [cursorRow, virtual]);

  // The editor that it was opened from has left the screen, and the focus with it.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && choice.shown !== null && choice.picked !== null) {
      event.preventDefault();
      onChoose(choose(choice, choice.shown));
      return;
    }
    const step = stepOf(event.key, pageOf(scroller.current?.clientHeight ?? 0, rowHeight));
    if (step === null) return;
    event.preventDefault();
    const at = versions.findIndex(({ id }) => id === cursor);
    const target = versions[Math.min(versions.length - 1, Math.max(0, at + step))];
    if (target) onChoose((event.shiftKey ? extend : choose)(choice, target.id));
  };
  const onClick = (event: MouseEvent) => {
    const { target } = event;
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-version]') : null;
    const id = row?.dataset.version;
    if (id) onChoose((event.shiftKey || event.ctrlKey || event.metaKey ? pick : choose)(choice, id));
  };

  return (
    <div
      ref={scroller}
      className="history-list"
      role="listbox"
      aria-label="Versions, the newest first"
      aria-multiselectable
      aria-activedescendant={cursorRow >= 0 ? `version-row-${cursorRow}` : undefined}
      tabIndex={0}
      data-region-focus
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="history-list-content" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const row = rows[index];
          const style = { top: start, height: size };
          if (row?.kind === 'day')
            return (
              <div key={`day ${row.label}`} role="presentation" className="history-day" style={style}>
                {row.label}
              </div>
            );
          if (row?.kind !== 'version')
            return (
              <div key="more" role="presentation" className="history-row" style={style}>
                <SkeletonRow index={index} />
              </div>
            );
          const { version, before } = row;
          const chosen = version.id === choice.shown || version.id === choice.picked;
          const classes = ['timeline-row', 'history-row'];
          if (chosen) classes.push('history-row-shown');
          if (index === cursorRow) classes.push('history-row-cursor');
          return (
            <div
              key={version.id}
              id={`version-row-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen}
              aria-posinset={row.index + 1}
              aria-setsize={more ? -1 : versions.length}
              data-version={version.id}
              className={classes.join(' ')}
              style={style}
              title={titleOfVersion(version, fileKey)}
            >
              <VersionLine
                version={version}
                time={formatClock(version.at)}
                before={before}
                fileKey={fileKey}
                current={version === current}
                first={!isVersion(rows[index - 1])}
                last={!isVersion(rows[index + 1])}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
