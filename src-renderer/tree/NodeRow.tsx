import type { FileFacts } from '#shared/model/session.ts';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { ReplacedMark } from '../edits/ReplacedMark.tsx';
import { useReplacedEdit } from '../edits/replaced.ts';
import { OutsideMark } from '../live/OutsideMark.tsx';
import { useIsMarked } from '../live/outside-marks.ts';
import { useIsWritten } from '../live/running.ts';
import { useIsEdited } from '../shell/dirty.ts';
import { openTab } from '../shell/tabs.ts';
import { Age } from '../words/Ago.tsx';
import { Highlight } from './Highlight.tsx';
import type { Row } from './rows.ts';

type Node = Extract<Row, { kind: 'node' }>;
type Part = 'scratch' | 'summary';

function PartSign({ row, part, unsaved }: { row: Node; part: Part; unsaved: boolean }) {
  const { item, node } = row;
  if (item.kind !== 'node' || !node[part]) return <span className="tree-gap" />;
  const { store, session, workflow } = item;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={unsaved ? 'tree-part tone-accent' : 'tree-part'}
      aria-label={`Open ${part}`}
      title={`Open ${part}`}
      onClick={(event) => {
        event.stopPropagation();
        openTab({ kind: 'node', store, session, workflow, node: node.id, part });
      }}
    >
      <Icon name={part} />
    </button>
  );
}

const timeOf = (file: FileFacts | null) => file?.modifiedAt ?? 0;

/** Name, unsaved mark, signs that open scratch and summary, age of the newer one. */
export function NodeRow({ row }: { row: Node }) {
  const { node, store } = row;
  const scratch = useIsEdited(store, node.scratch?.key);
  const summary = useIsEdited(store, node.summary?.key);
  const replacedSummary = useReplacedEdit(store, node.summary?.key);
  const replacedScratch = useReplacedEdit(store, node.scratch?.key);
  const replaced = replacedSummary ?? replacedScratch;
  const newest = Math.max(timeOf(node.scratch), timeOf(node.summary));
  const empty = !node.scratch && !node.summary;
  const keys = [node.scratch?.key, node.summary?.key];
  const running = useIsWritten(store, row.item.kind === 'node' ? row.item.session : '', keys);
  const marked = useIsMarked(store, keys);
  return (
    <>
      {running ? (
        <StatusGlyph status="running" label="running" />
      ) : (
        <Icon name={empty ? 'status-waiting' : 'node'} />
      )}
      <span className="tree-name">{node.id ? <Highlight text={node.id} /> : '(no name)'}</span>
      {(scratch || summary) && <DirtyDot />}
      <ReplacedMark edit={replaced} />
      {empty && (
        <span className="tree-mark">
          <span className="tree-mark-words">no files yet</span>
        </span>
      )}
      {running && !replaced && (
        <span className="tree-mark" aria-hidden>
          <span className="tree-mark-words">running</span>
        </span>
      )}
      <span className="spacer" />
      {marked && !replaced && <OutsideMark />}
      <span className="tree-parts">
        <PartSign row={row} part="scratch" unsaved={scratch} />
        <PartSign row={row} part="summary" unsaved={summary} />
      </span>
      <span className="tree-number">{newest > 0 ? <Age at={newest} /> : '–'}</span>
    </>
  );
}
