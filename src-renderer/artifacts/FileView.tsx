import { Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Icon } from '../components/Icon.tsx';
import { Notice } from '../components/Notice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { fileCrumbs } from '../shell/crumbs.ts';
import { nameOfKey } from '../shell/names.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { formatBytes } from '../words/numbers.ts';
import type { BlobHead } from './blobs.ts';
import { FileActions } from './FileActions.tsx';
import { FileBody } from './FileBody.tsx';
import { iconOf, kindOf } from './kinds.ts';
import { useBlobHead } from './use-blob-head.ts';
import { chooseMode, modeOptions, modesOf, useMode } from './view-modes.ts';

interface FileViewProps {
  tab: TabOf<'file'>;
  tabId: string;
}

/** Any file, in the viewer that fits it. */
export default function FileView({ tab, tabId }: FileViewProps) {
  const { head, error, again } = useBlobHead(tab.store, tab.key);
  if (head) return <Viewed head={head} tabId={tabId} onAgain={again} />;
  return (
    <>
      <DocumentHead crumbs={fileCrumbs(tab.store, tab.key)} />
      {error ? (
        <Notice kind="error" actions={<Link onClick={again}>Try again</Link>}>
          {error.message}
        </Notice>
      ) : (
        <SkeletonRows label="Loading the file" rows={6} />
      )}
    </>
  );
}

interface ViewedProps {
  head: BlobHead;
  tabId: string;
  onAgain: () => void;
}

function Viewed({ head, tabId, onAgain }: ViewedProps) {
  const { store, key, size } = head;
  const kind = kindOf(nameOfKey(key), head.head, size);
  const modes = modesOf(kind);
  const mode = useMode(tabId, modes);
  const options = modeOptions(modes, mode);
  return (
    <>
      <DocumentHead
        crumbs={fileCrumbs(store, key)}
        facts={
          <>
            <Icon name={iconOf(kind)} />
            {kind.label}, {formatBytes(size)}
          </>
        }
      >
        {options.length > 1 && (
          <Segmented
            label="Show as"
            value={mode}
            options={options}
            onChange={(chosen) => chooseMode(tabId, chosen)}
          />
        )}
        <FileActions
          store={store}
          fileKey={key}
          onBytes={mode === 'bytes' ? undefined : () => chooseMode(tabId, 'bytes')}
        />
      </DocumentHead>
      <FileBody head={head} kind={kind} mode={mode} tabId={tabId} onAgain={onAgain} />
    </>
  );
}
