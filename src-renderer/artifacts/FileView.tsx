import { maxEditableBytes } from '#shared/model/document.ts';
import { Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Icon } from '../components/Icon.tsx';
import { Notice } from '../components/Notice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { DocumentView } from '../documents/DocumentView.tsx';
import { HistoryButton } from '../history/HistoryButton.tsx';
import { fileCrumbs } from '../shell/crumbs.ts';
import { nameOfKey } from '../shell/names.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { formatBytes } from '../words/numbers.ts';
import { BytesBody } from './BytesBody.tsx';
import type { BlobHead } from './blobs.ts';
import { FileActions } from './FileActions.tsx';
import { JsonDocument } from './json/JsonDocument.tsx';
import { iconOf, kindOf } from './kinds.ts';
import { NotTextBody } from './NotTextBody.tsx';
import { TableDocument } from './table/TableDocument.tsx';
import { type Looked, useBlobHead } from './use-blob-head.ts';
import { chooseMode, type Mode, modeOptions, modesOf, useMode } from './view-modes.ts';

interface FileViewProps {
  tab: TabOf<'file'>;
  tabId: string;
}

/** Any file, in the viewer that fits it. */
export default function FileView({ tab, tabId }: FileViewProps) {
  const looked = useBlobHead(tab.store, tab.key);
  const { head, error, again } = looked;
  if (head) return <Viewed key={tabId} head={head} looked={looked} tabId={tabId} />;
  return (
    <>
      <DocumentHead crumbs={fileCrumbs(tab.store, tab.key)}>
        {error && <HistoryButton store={tab.store} fileKey={tab.key} />}
      </DocumentHead>
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

/** Whether the way shows the text in an editor, which then says itself what happens to the file. */
const isEdited = (mode: Mode, size: number) =>
  size <= maxEditableBytes && mode !== 'bytes' && mode !== 'picture';

interface ViewedProps {
  head: BlobHead;
  looked: Looked;
  tabId: string;
}

function Viewed({ head, looked: { error, again }, tabId }: ViewedProps) {
  const { store, key, size } = head;
  const kind = kindOf(nameOfKey(key), head.head, size);
  const modes = modesOf(kind, size);
  const mode = useMode(tabId, modes);
  const options = modeOptions(modes, mode);
  const choose = (chosen: Mode) => chooseMode(tabId, chosen);
  const facts = (
    <>
      <Icon name={iconOf(kind)} />
      <span className="ellipsis">
        {kind.label}, {formatBytes(size)}
      </span>
    </>
  );
  const actions = (
    <>
      {options.length > 1 && <Segmented label="Show as" value={mode} options={options} onChange={choose} />}
      <FileActions
        store={store}
        fileKey={key}
        onBytes={mode === 'bytes' || size === 0 ? undefined : () => choose('bytes')}
      />
    </>
  );
  if (isEdited(mode, size))
    return (
      <DocumentView
        store={store}
        fileKey={key}
        tabId={tabId}
        facts={facts}
        actions={actions}
        notText={<NotTextBody head={head} tabId={tabId} onAgain={again} />}
        arrange={(source, document) => {
          if (mode === 'table')
            return <TableDocument document={document} onSource={() => choose('source')} />;
          if (mode === 'source') return source;
          return (
            <JsonDocument
              document={document}
              source={source}
              both={mode === 'both'}
              onSource={() => choose('source')}
            />
          );
        }}
      />
    );
  return (
    <>
      <DocumentHead crumbs={fileCrumbs(store, key)} facts={facts}>
        <HistoryButton store={store} fileKey={key} />
        {actions}
      </DocumentHead>
      {error && (
        <Notice kind="error" actions={<Link onClick={again}>Try again</Link>}>
          {error.message} What is shown is what was read before.
        </Notice>
      )}
      <BytesBody head={head} kind={kind} mode={mode} onChoose={choose} onAgain={again} />
    </>
  );
}
