import { placeOf } from '#shared/format/layout.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { Ago } from '../words/Ago.tsx';
import { formatBytes } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { type Fact, FactList, FactSection } from './FactList.tsx';
import { FileHistory } from './FileHistory.tsx';
import { shortVersion, useFileFacts } from './file-facts.ts';
import { Problems } from './Problems.tsx';

/** Made of time and size alone, which stand above it. */
const isStamp = (version: string) => version.startsWith('stat-');

/** Size, time and version of a file. */
export function factsOfFile({ size, modifiedAt, version }: FileFacts): Fact[] {
  return [
    {
      name: 'Size',
      value: formatBytes(size),
      title: size < 0 ? undefined : `${size.toLocaleString('en')} bytes`,
    },
    { name: 'Written', value: <Ago at={modifiedAt} />, title: formatExact(modifiedAt) },
    {
      name: 'Version',
      value: version === null || isStamp(version) ? '' : shortVersion(version),
      mono: true,
      title: version ?? undefined,
    },
  ];
}

const purposes: Partial<Record<ReturnType<typeof placeOf>['kind'], string>> = {
  record: 'Session record',
  messages: 'Conversation of a session',
  artifact: 'Artifact',
  history: 'Conversation history of a user',
  memory: 'Long-term memory of an agent',
  scratch: 'Scratch of a node',
  summary: 'Summary of a node',
};

interface FileInspectorProps {
  store: StoreId;
  fileKey: string;
  /** False where its timeline stands beside it anyway. */
  history?: boolean;
}

/** Facts about one file. */
export function FileInspector({ store, fileKey, history = true }: FileInspectorProps) {
  const { files, problem } = useFileFacts(store, [fileKey]);
  const place = placeOf(fileKey);
  const [file] = files ?? [];
  return (
    <>
      <FactSection>
        <FactList
          facts={[
            { name: 'Is', value: purposes[place.kind] ?? 'File' },
            { name: 'Key', value: fileKey, mono: true, title: fileKey },
            ...(file ? factsOfFile(file) : []),
          ]}
        />
        {!files && !problem && <SkeletonRows label="Loading facts" rows={2} />}
      </FactSection>
      <Problems
        sentences={[
          ...(problem ? [problem] : []),
          ...(file === null ? ['The file is not there any more.'] : []),
        ]}
      />
      {history && <FileHistory key={fileKey} store={store} fileKey={fileKey} />}
    </>
  );
}
