import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef } from 'react';
import { pageOf, stepOf } from '../commands/list-keys.ts';
import { useTypedWord } from '../commands/typed-word.ts';
import { Icon } from '../components/Icon.tsx';
import { type FolderEntry, findByName } from './folder-list.ts';

const rowHeight = 24;

/** The row that an event came from. */
function indexAt(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row ? Number(row.dataset.index) : null;
}

interface FolderListProps {
  folders: readonly FolderEntry[];
  /** Index of the row that is marked; −1 for none. */
  marked: number;
  onMark: (index: number) => void;
  onEnter: (folder: FolderEntry) => void;
  onOpen: (folder: FolderEntry) => void;
  onUp: () => void;
}

/** Folders inside a folder, walked by arrows, by typing, or by the mouse. */
export function FolderList({ folders, marked, onMark, onEnter, onOpen, onUp }: FolderListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const wordWith = useTypedWord();
  const id = useId();
  const rows = useVirtualizer({
    count: folders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const choose = (folder: FolderEntry) => (folder.store ? onOpen(folder) : onEnter(folder));
  const mark = (index: number) => {
    const next = Math.min(folders.length - 1, Math.max(0, index));
    onMark(next);
    if (next >= 0) rows.scrollToIndex(next);
  };
  const typeAhead = (letter: string) => {
    const word = wordWith(letter);
    const found = findByName(folders, word, word.length === 1 ? marked + 1 : Math.max(0, marked));
    if (found >= 0) mark(found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const folder = folders[marked];
    const moves: Record<string, () => void> = {
      ArrowRight: () => folder && onEnter(folder),
      ArrowLeft: onUp,
      Backspace: onUp,
      Enter: () => folder && choose(folder),
    };
    const step = stepOf(event.key, pageOf(scroller.current?.clientHeight ?? 0, rowHeight));
    const move =
      step !== null
        ? () => mark(marked + step)
        : (moves[event.key] ?? (event.key.length === 1 ? () => typeAhead(event.key) : null));
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Folders"
      tabIndex={0}
      aria-activedescendant={marked >= 0 ? `${id}-${marked}` : undefined}
      className="folder-list"
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const index = indexAt(event.target);
        if (index !== null) onMark(index);
      }}
      onDoubleClick={(event) => {
        const folder = folders[indexAt(event.target) ?? -1];
        if (folder) choose(folder);
      }}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const folder = folders[index];
          if (!folder) return null;
          return (
            <div
              key={folder.path}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === marked}
              aria-setsize={folders.length}
              aria-posinset={index + 1}
              className="folder-row"
              style={{ transform: `translateY(${start}px)` }}
              tabIndex={-1}
              data-index={index}
            >
              <Icon name="folder" className={folder.store ? 'tone-accent' : 'tone-3'} />
              <span className="ellipsis">{folder.name}</span>
              {folder.store && <span className="folder-store">holds sessions</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
