import { Link } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import type { OpenDocument } from '../../documents/open-document.ts';
import { useBufferText } from '../../documents/use-buffer-text.ts';
import { nameOfKey } from '../../shell/names.ts';
import { rowCount } from './cells.ts';
import { TableView } from './TableView.tsx';
import { useCells } from './use-cells.ts';

/** A CSV file as a table that follows its edits. */
export function TableDocument({ document, onSource }: { document: OpenDocument; onSource: () => void }) {
  const cells = useCells(useBufferText(document.buffer));
  const name = nameOfKey(document.key);
  const toSource = <Link onClick={onSource}>Show the source</Link>;
  if (!cells) return <SkeletonRows label={`Reading ${name}`} rows={6} />;
  if (rowCount(cells) === 0)
    return (
      <EmptyState title="This table has no rows" actions={toSource}>
        <p>The first line would hold the names of the columns.</p>
      </EmptyState>
    );
  return (
    <>
      {cells.problem && (
        <Notice kind="warning" actions={toSource}>
          {cells.problem}
        </Notice>
      )}
      <TableView cells={cells} name={name} />
    </>
  );
}
