import type { StoreId } from '#shared/model/store.ts';
import { openTab } from '../shell/tabs.ts';
import { plural } from '../words/numbers.ts';
import { LaneRow } from './LaneRow.tsx';
import type { Lane, LaneNode } from './lanes.ts';
import { PartHead } from './PartHead.tsx';

interface LanesProps {
  store: StoreId;
  session: string;
  lanes: readonly Lane[];
}

const orders = { definition: 'in workflow order', time: 'by time' };

/** The workflows of a session, each with its nodes in order. */
export function Lanes({ store, session, lanes }: LanesProps) {
  const open = (workflow: string, { id }: LaneNode, part?: 'scratch' | 'summary') =>
    openTab({ kind: 'node', store, session, workflow, node: id, ...(part && { part }) });
  if (lanes.length === 0)
    return (
      <section className="session-part">
        <PartHead title="Workflows" />
        <p className="session-empty">
          No node has written a scratch or a summary here. They appear as a run writes them.
        </p>
      </section>
    );
  return lanes.map((lane) => (
    <section key={lane.workflow} className="session-part" aria-label={`Workflow ${lane.workflow}`}>
      <PartHead title={lane.workflow} note={`${plural(lane.nodes.length, 'node')}, ${orders[lane.order]}`} />
      {lane.description && <p className="session-empty">{lane.description}</p>}
      <ul className="lane">
        {lane.nodes.map((node) => (
          <LaneRow
            key={node.id}
            store={store}
            session={session}
            node={node}
            onOpen={(part) => open(lane.workflow, node, part)}
          />
        ))}
      </ul>
      {lane.otherFiles.length > 0 && (
        <p className="session-empty">
          and {plural(lane.otherFiles.length, 'file')} that {lane.otherFiles.length === 1 ? 'is' : 'are'}{' '}
          neither scratch nor summary
        </p>
      )}
    </section>
  ));
}
