import { Icon } from '../components/Icon.tsx';
import { StatusGlyph, statusOf } from '../components/StatusGlyph.tsx';
import { useReplacedBelow } from '../edits/replaced.ts';
import { OutsideMark } from '../live/OutsideMark.tsx';
import { useIsMarkedBelow } from '../live/outside-marks.ts';
import { useIsRunning } from '../live/running.ts';
import { shortId } from '../shell/names.ts';
import { Age } from '../words/Ago.tsx';
import { Highlight } from './Highlight.tsx';
import type { Row } from './rows.ts';
import { useTree } from './tree-store.ts';

/** The id as it is shown: short, unless the filter found something in the rest of it. */
function useShownId(id: string): string {
  const applied = useTree((state) => state.applied.trim().toLowerCase());
  const short = shortId(id);
  const inRest =
    applied !== '' && id.toLowerCase().includes(applied) && !short.toLowerCase().includes(applied);
  return inRest ? id : short;
}

/** What is wrong, without what follows from it: the tooltip has the whole sentence. */
const shortProblem = (problem: string) => problem.replace(/;.*$/s, '');

/** Glyph, short id, agent and workflow, age. Before its facts are read, the id alone. */
export function SessionRow({ row }: { row: Extract<Row, { kind: 'session' }> }) {
  const { facts } = row;
  const id = useShownId(row.session);
  const running = useIsRunning(row.store, row.session);
  const marked = useIsMarkedBelow(row.store, row.expanded ? null : `sessions/${row.session}`);
  const replaced = useReplacedBelow(row.store, `sessions/${row.session}/`);
  return (
    <>
      {running ? (
        <StatusGlyph status="running" label="running: written within the last minute" />
      ) : facts ? (
        <StatusGlyph
          status={statusOf(facts.status, facts.problem !== null)}
          label={facts.problem ? 'record unreadable' : facts.status || 'no status'}
        />
      ) : (
        <span className="tree-gap" />
      )}
      <span className="tree-id">
        <Highlight text={id} />
      </span>
      <span className="tree-who">
        {facts?.problem ? (
          <span className="text-3">{shortProblem(facts.problem)}</span>
        ) : (
          facts && (
            <>
              {facts.agent ? <Highlight text={facts.agent} /> : <span className="text-3">no agent</span>}
              {facts.workflow && (
                <span className="tree-workflow">
                  {' / '}
                  <Highlight text={facts.workflow} />
                </span>
              )}
            </>
          )
        )}
      </span>
      {replaced && <Icon name="refresh" className="tone-warn" label="An edit in it was replaced" />}
      {facts?.innerId && (
        <Icon name="warning" className="tone-warn" label={`The record says id ${facts.innerId}`} />
      )}
      {marked && <OutsideMark />}
      {facts?.time != null && (
        <span className="tree-age">
          <Age at={facts.time} />
        </span>
      )}
    </>
  );
}
