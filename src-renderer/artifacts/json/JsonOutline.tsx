import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { pageOf } from '../../commands/list-keys.ts';
import { IconButton } from '../../components/IconButton.tsx';
import { ContextMenu } from '../../components/Menu.tsx';
import { TextField } from '../../components/TextField.tsx';
import { copyText } from '../../shell/clipboard.ts';
import { plural } from '../../words/numbers.ts';
import { JsonRow } from './JsonRow.tsx';
import type { JsonReader } from './json-reader.ts';
import { allFolded, initiallyFolded, rowOfIndex, rowsOf } from './json-rows.ts';
import { isContainer, type JsonTable, sizeOf } from './json-table.ts';
import { pathText, sourceText } from './json-words.ts';
import { actionOfKey } from './outline-keys.ts';
import { useJsonFilter } from './use-json.ts';

interface JsonOutlineProps {
  reader: JsonReader | null;
  text: string;
  table: JsonTable;
  name: string;
  onChoose?: ((start: number, end: number) => void) | undefined;
}

const none: ReadonlySet<number> = new Set();

/** Whether a new table has the shape of the old, so that what is folded can stay. */
const sameShape = (a: JsonTable, b: JsonTable) => a === b || sizeOf(a) === sizeOf(b);

function useFolded(table: JsonTable) {
  const [state, setState] = useState(() => ({ table, folded: initiallyFolded(table) }));
  let current = state;
  if (state.table !== table) {
    current = { table, folded: sameShape(state.table, table) ? state.folded : initiallyFolded(table) };
    setState(current);
  }
  return [current.folded, (folded: Set<number>) => setState({ table, folded })] as const;
}

/** The values of a JSON text in rows that fold; only those in sight exist. */
export function JsonOutline({ reader, text, table, name, onChoose }: JsonOutlineProps) {
  const [folded, setFolded] = useFolded(table);
  const [query, setQuery] = useState('');
  const filter = useJsonFilter(reader, table, useDeferredValue(query));
  const [wanted, setChosen] = useState(0);
  const chosen = Math.min(wanted, sizeOf(table) - 1);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useMemo(
    () => rowsOf(table, filter ? none : folded, filter?.marks ?? null),
    [table, folded, filter],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 12,
  });
  const first = filter ? rows.findIndex((index) => filter.marks[index] === 2) : -1;
  useEffect(() => {
    if (first >= 0) virtual.scrollToIndex(first);
  }, [first, virtual]);

  const fold = (index: number, fold: boolean) => {
    const next = new Set(folded);
    if (fold) next.add(index);
    else next.delete(index);
    setFolded(next);
  };
  const choose = (index: number) => {
    setChosen(index);
    onChoose?.(table.start[index] ?? 0, table.end[index] ?? 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      void copyText(sourceText(text, table, chosen));
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const page = pageOf(scroller.current?.clientHeight ?? 0, 24);
    const action = actionOfKey(event.key, { table, rows, folded: filter ? none : folded, chosen, page });
    if (!action) return;
    event.preventDefault();
    if ('fold' in action) return fold(action.fold, action.folded);
    choose(action.choose);
    virtual.scrollToIndex(rowOfIndex(rows, action.choose));
  };

  return (
    <div className="json">
      <div className="json-head">
        <TextField
          className="json-filter"
          icon="filter"
          placeholder="Filter keys and values"
          aria-label="Filter keys and values"
          value={query}
          onChange={setQuery}
        />
        {filter && (
          <span className="small text-2" role="status">
            {filter.found === 0 ? 'nothing found' : `${plural(filter.found, 'match', 'matches')}`}
          </span>
        )}
        <IconButton icon="collapse" label="Fold all" onClick={() => setFolded(allFolded(table))} />
      </div>
      <ContextMenu
        items={() => [
          {
            label: 'Copy the value',
            icon: 'copy',
            keys: 'Mod+C',
            run: () => void copyText(sourceText(text, table, chosen)),
          },
          { label: 'Copy the path', run: () => void copyText(pathText(text, table, chosen)) },
        ]}
      >
        <div
          ref={scroller}
          className="json-rows"
          role="tree"
          aria-label={name}
          aria-activedescendant={`${id}-${chosen}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map(({ index: row, start }) => {
              const index = rows[row] ?? 0;
              return (
                <JsonRow
                  key={index}
                  id={`${id}-${index}`}
                  text={text}
                  table={table}
                  index={index}
                  top={start}
                  unfolded={isContainer(table, index) ? filter !== null || !folded.has(index) : null}
                  chosen={index === chosen}
                  query={filter?.marks[index] === 2 ? filter.query : ''}
                  onChoose={choose}
                  onFold={fold}
                />
              );
            })}
          </div>
        </div>
      </ContextMenu>
    </div>
  );
}
