import { type CSSProperties, memo } from 'react';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { Icon, type IconName } from '../components/Icon.tsx';
import { SkeletonRow } from '../components/Skeleton.tsx';
import { ReplacedMark } from '../edits/ReplacedMark.tsx';
import { useReplacedEdit } from '../edits/replaced.ts';
import { OutsideMark } from '../live/OutsideMark.tsx';
import { useIsMarked, useIsMarkedBelow } from '../live/outside-marks.ts';
import { useIsEdited } from '../shell/dirty.ts';
import { ColourMark } from '../stores/ColourMark.tsx';
import { formatBytes } from '../words/numbers.ts';
import { Highlight } from './Highlight.tsx';
import type { TreeItem } from './item.ts';
import { NodeRow } from './NodeRow.tsx';
import type { Row } from './rows.ts';
import { SectionRow } from './SectionRow.tsx';
import { SessionRow } from './SessionRow.tsx';

const storeIcons: Record<'folder' | 's3' | 'memory', IconName> = {
  folder: 'folder',
  s3: 'bucket',
  memory: 'session',
};

function StoreRow({ row }: { row: Extract<Row, { kind: 'store' }> }) {
  const { store } = row;
  return (
    <>
      <Icon name={storeIcons[store.location.kind]} />
      <ColourMark colour={store.colour} />
      <span className="tree-name">{store.name}</span>
      <span className="tree-note">{store.place}</span>
      <span className="spacer" />
      {store.state === 'opening' && <span className="tree-mark">opening…</span>}
      {store.state === 'remembered' && store.problem && <span className="tree-mark tone-error">offline</span>}
      {store.signIn?.state === 'needed' && <span className="tree-mark tone-warn">signed out</span>}
      {store.signIn?.state === 'overdue' && <span className="tree-mark tone-warn">expired</span>}
      {store.readOnly && (
        <span className="tree-mark">
          <Icon name="lock" />
          read-only
        </span>
      )}
    </>
  );
}

function FileRow({ row }: { row: Extract<Row, { kind: 'file' }> }) {
  const { item, label, file, warning } = row;
  const unsaved = useIsEdited(item.store, file?.key);
  const replaced = useReplacedEdit(item.store, file?.key);
  const marked = useIsMarked(item.store, [file?.key]);
  return (
    <>
      <Icon name={row.icon} />
      <span className="tree-name">
        <Highlight text={label} />
      </span>
      {unsaved && <DirtyDot />}
      <ReplacedMark edit={replaced} />
      {marked && !replaced && <OutsideMark />}
      {row.note && <span className="tree-note">{row.note}</span>}
      <span className="spacer" />
      {warning && <Icon name="warning" className="tone-warn" label="Something is wrong with it" />}
      {file && <span className="tree-number">{formatBytes(file.size)}</span>}
    </>
  );
}

/** The folder of a session that a row stands for; null for what is none. */
function folderOfItem(item: TreeItem): string | null {
  if (item.kind === 'workflow') return `sessions/${item.session}/${item.workflow}`;
  if (item.kind === 'artifacts') return `sessions/${item.session}/artifacts`;
  return item.kind === 'artifact-folder' ? `sessions/${item.session}/artifacts/${item.path}` : null;
}

function FolderRow({ row }: { row: Extract<Row, { kind: 'folder' }> }) {
  const marked = useIsMarkedBelow(row.item.store, row.expanded ? null : folderOfItem(row.item));
  return (
    <>
      <Icon name={row.icon} />
      <span className="tree-name">
        <Highlight text={row.label} />
      </span>
      <span className="spacer" />
      {marked && <OutsideMark />}
      <span className="tree-number">{row.count}</span>
    </>
  );
}

function MessageRow({ row }: { row: Extract<Row, { kind: 'message' }> }) {
  const tones = { quiet: null, warning: 'warning', error: 'error' } as const;
  const icon = tones[row.tone];
  return (
    <>
      {icon && <Icon name={icon} className={row.tone === 'error' ? 'tone-error' : 'tone-warn'} />}
      <span className="tree-message">{row.text}</span>
      <span className="spacer" />
      {row.action && (
        <span className="link" data-act>
          {row.action.label}
        </span>
      )}
    </>
  );
}

function Content({ row }: { row: Row }) {
  switch (row.kind) {
    case 'store':
      return <StoreRow row={row} />;
    case 'section':
      return <SectionRow row={row} />;
    case 'session':
      return <SessionRow row={row} />;
    case 'node':
      return <NodeRow row={row} />;
    case 'folder':
      return <FolderRow row={row} />;
    case 'file':
      return <FileRow row={row} />;
    case 'message':
      return <MessageRow row={row} />;
    case 'loading':
      return <SkeletonRow index={row.id.length} />;
    case 'group':
      return <span>{row.label}</span>;
  }
}

/** What does not fit in the row. */
function titleOf(row: Row): string | undefined {
  switch (row.kind) {
    case 'store':
      return row.store.place;
    case 'session':
      return [row.session, row.facts?.problem].filter(Boolean).join('\n');
    case 'file':
      return [row.file?.key, row.warning].filter(Boolean).join('\n');
    case 'message':
      return row.text;
    case 'folder':
      return row.label;
    default:
      return undefined;
  }
}

interface TreeRowProps {
  row: Row;
  index: number;
  top: number;
  height: number;
  selected: boolean;
  focused: boolean;
}

/** One row of the tree. */
export const TreeRow = memo(function TreeRow({ row, index, top, height, selected, focused }: TreeRowProps) {
  const classes = ['tree-row', `tree-row-${row.kind}`];
  if (selected) classes.push('tree-row-selected');
  if (focused) classes.push('tree-row-focused');
  const style: CSSProperties & Record<'--depth', number> = { top, height, '--depth': row.depth };
  if (row.kind === 'group')
    return (
      <div className={classes.join(' ')} role="presentation" data-index={index} style={style}>
        <Content row={row} />
      </div>
    );
  return (
    <div
      id={`tree-row-${index}`}
      className={classes.join(' ')}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.posInSet}
      aria-setsize={row.setSize}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={selected}
      aria-busy={row.kind === 'loading' ? true : undefined}
      aria-label={row.kind === 'loading' ? row.text : undefined}
      tabIndex={-1}
      data-index={index}
      title={titleOf(row)}
      style={style}
    >
      {row.kind !== 'loading' && row.kind !== 'message' && (
        <span className="tree-twist" data-twist={row.expanded === null ? undefined : ''}>
          {row.expanded !== null && <Icon name={row.expanded ? 'chevron-down' : 'chevron-right'} />}
        </span>
      )}
      <Content row={row} />
    </div>
  );
});
