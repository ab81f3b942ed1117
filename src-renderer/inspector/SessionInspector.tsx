import type { SessionContents, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { StatusGlyph, statusOf } from '../components/StatusGlyph.tsx';
import { filesOf, totalSize } from '../sessions/lanes.ts';
import { useSession } from '../sessions/use-session.ts';
import { Ago } from '../words/Ago.tsx';
import { formatBytes, plural } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { type Fact, FactList, FactSection } from './FactList.tsx';
import { Problems } from './Problems.tsx';
import { sessionProblems } from './session-sentences.ts';

function recordFacts({ id, facts, record }: SessionContents): Fact[] {
  const { status, problem, agent, workflow, createdAt, time } = facts;
  return [
    { name: 'Id', value: id, mono: true, title: id },
    {
      name: 'Status',
      value: (
        <span className="inspector-status">
          <StatusGlyph status={statusOf(status, problem !== null)} />
          {problem === null ? status : record ? 'record unreadable' : 'no record'}
        </span>
      ),
    },
    { name: 'Agent', value: agent },
    { name: 'Workflow', value: workflow },
    {
      name: 'Created',
      value: createdAt === null || time === null ? (createdAt ?? '') : <Ago at={time} />,
      title: createdAt ?? undefined,
    },
  ];
}

function contentFacts(contents: SessionContents): Fact[] {
  const files = filesOf(contents);
  const written = files.length > 0 ? Math.max(...files.map(({ modifiedAt }) => modifiedAt)) : null;
  const nodes = contents.workflows.reduce((sum, workflow) => sum + workflow.nodes.length, 0);
  const { artifacts } = contents;
  return [
    { name: 'Nodes', value: nodes > 0 ? nodes.toLocaleString('en') : '' },
    {
      name: 'Artifacts',
      value: artifacts.length > 0 ? `${artifacts.length}, ${formatBytes(totalSize(artifacts))}` : '',
    },
    { name: 'All', value: `${plural(files.length, 'file')}, ${formatBytes(totalSize(files))}` },
    {
      name: 'Written',
      value: written === null ? '' : <Ago at={written} />,
      title: written === null ? undefined : formatExact(written),
    },
  ];
}

interface SessionInspectorProps {
  store: StoreId;
  session: string;
}

/** Facts about a session. */
export function SessionInspector({ store, session }: SessionInspectorProps) {
  const { session: loaded, error } = useSession(store, session);
  if (!loaded)
    return error ? <Problems sentences={[error.message]} /> : <SkeletonRows label="Loading facts" />;
  const { contents } = loaded;
  return (
    <>
      <FactSection>
        <FactList facts={recordFacts(contents)} />
      </FactSection>
      <FactSection title="Holds">
        <FactList facts={contentFacts(contents)} />
      </FactSection>
      <Problems sentences={sessionProblems(contents)} />
    </>
  );
}

/** Facts about one workflow of a session. */
export function WorkflowInspector({
  store,
  session,
  workflow,
}: SessionInspectorProps & { workflow: string }) {
  const { session: loaded, error } = useSession(store, session);
  if (!loaded)
    return error ? <Problems sentences={[error.message]} /> : <SkeletonRows label="Loading facts" />;
  const here = loaded.contents.workflows.find(({ name }) => name === workflow);
  const definition = loaded.definitions.find(({ name }) => name === workflow);
  return (
    <>
      <FactSection>
        <FactList
          facts={[
            { name: 'Session', value: session, mono: true, title: session },
            { name: 'Nodes', value: here ? here.nodes.length.toLocaleString('en') : '' },
            { name: 'Order', value: here ? orders[here.order] : '' },
            { name: 'Other files', value: here?.otherFiles.length ? here.otherFiles.length : '' },
          ]}
        />
      </FactSection>
      <FactSection title="Definition">
        <DefinitionText definition={definition} />
      </FactSection>
      <Problems sentences={definition?.problems ?? []} />
    </>
  );
}

const orders = { definition: 'as defined', time: 'by when they were written' } as const;

function DefinitionText({ definition }: { definition: WorkflowDefinitionFacts | undefined }) {
  if (!definition) return <p className="inspector-text">None was found in this store.</p>;
  return (
    <>
      <p className="inspector-text">{definition.description || plural(definition.nodes.length, 'node')}</p>
      {definition.key !== null && <p className="inspector-text mono">{definition.key}</p>}
    </>
  );
}
