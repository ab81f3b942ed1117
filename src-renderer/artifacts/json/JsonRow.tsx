import { Icon } from '../../components/Icon.tsx';
import { isContainer, type JsonTable, kindAt } from './json-table.ts';
import { isItem, keyText, pathText, valueText } from './json-words.ts';

interface JsonRowProps {
  id: string;
  text: string;
  table: JsonTable;
  index: number;
  /** In px. */
  top: number;
  /** Null for what has nothing inside. */
  unfolded: boolean | null;
  chosen: boolean;
  matched: boolean;
  onChoose: (index: number) => void;
  onFold: (index: number, fold: boolean) => void;
}

/** One value: its key, and itself or what it holds. The chosen one says its path. */
export function JsonRow({
  id,
  text,
  table,
  index,
  top,
  unfolded,
  chosen,
  matched,
  onChoose,
  onFold,
}: JsonRowProps) {
  const key = keyText(text, table, index);
  const depth = table.depth[index] ?? 0;
  const classes = ['json-row'];
  if (chosen) classes.push('json-row-chosen');
  if (matched) classes.push('json-row-matched');
  const toggle = () => unfolded !== null && onFold(index, unfolded);
  return (
    <div
      id={id}
      className={classes.join(' ')}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-expanded={unfolded ?? undefined}
      aria-selected={chosen}
      aria-posinset={(table.place[index] ?? 0) + 1}
      aria-setsize={index === 0 ? 1 : table.count[table.parent[index] ?? 0]}
      style={{ top, paddingLeft: 12 + Math.min(depth, 40) * 16 }}
      onMouseDown={({ target }) => {
        onChoose(index);
        if (target instanceof Element && target.closest('.json-twist')) toggle();
      }}
      onDoubleClick={toggle}
    >
      <span className="json-twist">
        {unfolded !== null && <Icon name={unfolded ? 'chevron-down' : 'chevron-right'} />}
      </span>
      {key !== null && <span className={isItem(table, index) ? 'json-place' : 'json-key'}>{key}</span>}
      <span className={`json-value json-${isContainer(table, index) ? 'container' : kindAt(table, index)}`}>
        {valueText(text, table, index)}
      </span>
      {chosen && index > 0 && (
        <>
          <span className="spacer" />
          <span className="json-path">{pathText(text, table, index)}</span>
        </>
      )}
    </div>
  );
}
