import type { FileFacts } from '#shared/model/session.ts';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { useActivePane } from '../documents/active-pane.ts';
import { nodeKeys } from '../nodes/node-keys.ts';
import { useWorkflows } from '../sessions/workflow-names.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { FactList, FactSection } from './FactList.tsx';
import { FileHistory } from './FileHistory.tsx';
import { factsOfFile } from './FileInspector.tsx';
import { useFileFacts } from './file-facts.ts';
import { Problems } from './Problems.tsx';

function Part({ title, name, file }: { title: string; name: string; file: FileFacts | null | undefined }) {
  return (
    <FactSection title={title}>
      {file === undefined && <SkeletonRows label="Loading facts" rows={2} />}
      {file === null && <p className="inspector-text">There is none.</p>}
      {file && (
        <FactList
          facts={[{ name: 'File', value: name, mono: true, title: file.key }, ...factsOfFile(file)]}
        />
      )}
    </FactSection>
  );
}

/** Facts about a node: who runs it, and its two files. */
export function NodeInspector({ node: ref }: { node: TabOf<'node'> }) {
  const { store, session, workflow, node } = ref;
  const folder = `sessions/${session}/${workflow}/`;
  const names = [`${node}_summary.md`, `${node}_scratch.md`] as const;
  const { files, problem } = useFileFacts(
    store,
    names.map((name) => folder + name),
  );
  const keys = nodeKeys(ref);
  const usedKey = useActivePane(({ pane }) => pane?.document.key);
  const part = (usedKey ?? keys[ref.part ?? 'summary']) === keys.scratch ? 'scratch' : 'summary';
  const definition = useWorkflows(store)
    .find(({ name }) => name === workflow)
    ?.nodes.find(({ id }) => id === node);
  return (
    <>
      <FactSection>
        <FactList
          facts={[
            { name: 'Session', value: session, mono: true, title: session },
            { name: 'Workflow', value: workflow },
            { name: 'Agent', value: definition?.agent ?? '' },
            { name: 'Handler', value: definition?.handler ?? '' },
            { name: 'Next', value: definition?.next.join(', ') ?? '' },
          ]}
        />
      </FactSection>
      {!problem && <Part title="Summary" name={names[0]} file={files?.[0]} />}
      {!problem && <Part title="Scratch" name={names[1]} file={files?.[1]} />}
      <Problems sentences={problem ? [problem] : []} />
      <FileHistory key={part} store={store} fileKey={keys[part]} part={part} />
    </>
  );
}
