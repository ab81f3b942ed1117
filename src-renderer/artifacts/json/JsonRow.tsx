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
  /** What the row was filtered by; empty for rows that only lead to others. */
  query: string;
  onChoose: (index: number) => void;
  onFold: (index: number, fold: boolean) => void;
}

/** A text with what was looked for marked. */
function Marked({ text, query }: { text: string; query: string }) {
  const lower = text.toLowerCase();
  const at = query === '' ? -1 : lower.indexOf(query.toLowerCase());
  // Some letters grow when they become small.
  if (at < 0 || lower.length !== text.length) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + query.length)}</mark>
      {text.slice(at + query.length)}
    </>
  );
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
  query,
  onChoose,
  onFold,
}: JsonRowProps) {
  const key = keyText(text, table, index);
  const depth = table.depth[index] ?? 0;
  const classes = ['json-row'];
  if (chosen) classes.push('json-row-chosen');
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
      {key !== null && (
        <span className={isItem(table, index) ? 'json-place' : 'json-key'}>
          <Marked text={key} query={query} />
        </span>
      )}
      <span className={`json-value json-${isContainer(table, index) ? 'container' : kindAt(table, index)}`}>
        <Marked text={valueText(text, table, index)} query={query} />
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
