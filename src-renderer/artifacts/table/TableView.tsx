import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { plural } from '../../words/numbers.ts';
import { type Cells, cellAt, columnOf, rowCount } from './cells.ts';
import './table.css';

/** More columns than this are not drawn. */
const maxColumns = 200;

/** Rows and columns; only the rows in sight exist. The first row holds the names of the columns. */
export function TableView({ cells, name }: { cells: Cells; name: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: rowCount(cells) - 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 12,
    scrollMargin: 24,
  });
  const columns = useMemo(
    () => Array.from({ length: Math.min(cells.columns, maxColumns) }, (_, column) => columnOf(cells, column)),
    [cells],
  );
  const template = `5ch ${columns.map(({ width }) => `${width + 2}ch`).join(' ')} 1fr`;
  const row = (index: number) =>
    columns.map(({ numbers }, column) => {
      const cell = cellAt(cells, index, column);
      return (
        <td
          key={`column ${column.toString()}`}
          className={numbers ? 'table-number' : undefined}
          title={cell && cell.length > 40 ? cell : undefined}
        >
          {cell === null || cell === '' ? (
            <span className="table-none">{cell === null ? '–' : 'empty'}</span>
          ) : (
            cell
          )}
        </td>
      );
    });
  const virtual = rows.getVirtualItems();
  return (
    <div className="table-view">
      <p className="table-words small text-2">
        {plural(rowCount(cells) - 1, 'row')}, {plural(cells.columns, 'column')}
        {cells.columns > maxColumns && `, of which the first ${maxColumns} are shown`}
      </p>
      <section ref={scroller} className="table-rows" aria-label={name}>
        <table aria-rowcount={rowCount(cells)} style={{ height: rows.getTotalSize() + 24 }}>
          <thead>
            <tr style={{ gridTemplateColumns: template }}>
              <th className="table-index">
                <span className="visually-hidden">Row</span>
              </th>
              {columns.map(({ numbers }, column) => (
                <th
                  key={`column ${column.toString()}`}
                  scope="col"
                  className={numbers ? 'table-number' : undefined}
                >
                  {cellAt(cells, 0, column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {virtual.map(({ index, start }) => (
              <tr
                key={index}
                aria-rowindex={index + 2}
                style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
              >
                <th scope="row" className="table-index">
                  {index + 1}
                </th>
                {row(index + 1)}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
