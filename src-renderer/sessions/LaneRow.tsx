import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { OutsideMark } from '../live/OutsideMark.tsx';
import { useIsMarked } from '../live/outside-marks.ts';
import { useIsWritten } from '../live/running.ts';
import { Age } from '../words/Ago.tsx';
import { formatBytes } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import type { LaneNode } from './lanes.ts';

type Part = 'scratch' | 'summary';

interface LaneRowProps {
  store: StoreId;
  session: string;
  node: LaneNode;
  /** Opens the node, at one of its files if one is named. */
  onOpen: (part?: Part) => void;
}

function PartButton({ part, file, onOpen }: { part: Part; file: FileFacts | null; onOpen: () => void }) {
  if (!file) return <span className="lane-part lane-none">no {part}</span>;
  const words = `${part === 'scratch' ? 'Scratch' : 'Summary'}, ${formatBytes(file.size)}, written ${formatExact(file.modifiedAt)}`;
  return (
    <Tooltip text={words}>
      <button type="button" className="lane-part" aria-label={words} onClick={onOpen}>
        <Icon name={part} />
        {formatBytes(file.size)}
      </button>
    </Tooltip>
  );
}

/** One node: its name, what comes next, its two files and when it was written. */
export function LaneRow({ store, session, node, onOpen }: LaneRowProps) {
  const { id, runner, next, scratch, summary, writtenAt } = node;
  const name = id || '(no name)';
  const keys = [scratch?.key, summary?.key];
  const running = useIsWritten(store, session, keys);
  const marked = useIsMarked(store, keys);
  return (
    <li className={writtenAt === null ? 'lane-row lane-unwritten' : 'lane-row'}>
      <button type="button" className="lane-name" onClick={() => onOpen()}>
        {running ? <StatusGlyph status="running" label="running" /> : <Icon name="node" />}
        <span className="ellipsis">{name}</span>
        {marked && <OutsideMark />}
        {runner && runner !== id && <span className="lane-runner ellipsis">{runner}</span>}
      </button>
      <span className="lane-next ellipsis" title={next.length > 0 ? `Next: ${next.join(', ')}` : undefined}>
        {next.length > 0 && (
          <>
            <Icon name="arrow-right" label="Next:" />
            {next.join(', ')}
          </>
        )}
      </span>
      {writtenAt === null ? (
        <span className="lane-waiting">nothing written yet</span>
      ) : (
        <>
          <PartButton part="scratch" file={scratch} onOpen={() => onOpen('scratch')} />
          <PartButton part="summary" file={summary} onOpen={() => onOpen('summary')} />
          <span className="lane-time" title={formatExact(writtenAt)}>
            <Age at={writtenAt} />
          </span>
        </>
      )}
    </li>
  );
}
