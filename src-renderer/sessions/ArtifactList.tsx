import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { FileFacts, SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { fileRowMenu } from '../artifacts/file-menu.ts';
import { chooseFiles } from '../artifacts/upload/take-files.ts';
import { UploadRows } from '../artifacts/upload/UploadRows.tsx';
import { Icon, type IconName } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { ContextMenu, Menu } from '../components/Menu.tsx';
import { openTab } from '../shell/tabs.ts';
import { tabIcon } from '../shell/views.tsx';
import { useStore } from '../stores/stores.ts';
import { Age } from '../words/Ago.tsx';
import { formatBytes } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { type ArtifactOrder, sortArtifacts } from './lanes.ts';
import { PartHead } from './PartHead.tsx';

const orders: Record<ArtifactOrder, string> = {
  name: 'By name',
  size: 'By size',
  time: 'By time',
};

interface ArtifactListProps {
  store: StoreId;
  contents: SessionContents;
}

/** The session's artifacts; a click opens one. */
export function ArtifactList({ store, contents: { id, artifacts, otherFiles } }: ArtifactListProps) {
  const writable = useStore(store)?.readOnly === false;
  const [order, setOrder] = useState<ArtifactOrder>('name');
  const files = useMemo(() => sortArtifacts(artifacts, order), [artifacts, order]);
  const prefix = `sessions/${id}/artifacts/`;
  return (
    <section className="session-part session-artifacts" aria-label="Artifacts">
      <PartHead title="Artifacts" note={artifacts.length > 0 && artifacts.length.toLocaleString('en')}>
        {writable && (
          <IconButton
            icon="upload"
            label="Upload artifacts…"
            onClick={() => chooseFiles({ store, session: id, folder: '' })}
          />
        )}
        {artifacts.length > 1 && (
          <Menu
            items={(Object.keys(orders) as ArtifactOrder[]).map((value) => ({
              label: orders[value],
              checked: value === order,
              run: () => setOrder(value),
            }))}
          >
            <button type="button" className="artifact-order">
              {orders[order]}
              <Icon name="chevron-down" />
            </button>
          </Menu>
        )}
      </PartHead>
      <UploadRows store={store} session={id} />
      {artifacts.length === 0 && (
        <p className="session-empty">No artifacts{writable ? '. Drop files here to add some.' : '.'}</p>
      )}
      <FileList store={store} files={files} nameOf={({ key }) => key.slice(prefix.length)} />
      {otherFiles.length > 0 && (
        <>
          <PartHead title="Other files" note={otherFiles.length.toLocaleString('en')} />
          <FileList
            store={store}
            files={otherFiles}
            nameOf={({ key }) => key.slice(`sessions/${id}/`.length)}
          />
        </>
      )}
    </section>
  );
}

interface FileListProps {
  store: StoreId;
  files: readonly FileFacts[];
  nameOf: (file: FileFacts) => string;
}

/** The key of the row that an event is about. */
function keyUnder(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
  return row?.dataset.key ?? null;
}

/** Files in rows; only those in sight exist. */
function FileList({ store, files, nameOf }: FileListProps) {
  const scroller = useRef<HTMLUListElement>(null);
  const underMenu = useRef<string | null>(null);
  const rows = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 10,
  });
  if (files.length === 0) return null;
  return (
    <ContextMenu items={() => (underMenu.current === null ? [] : fileRowMenu(store, underMenu.current))}>
      <ul
        ref={scroller}
        className="file-list"
        onContextMenu={(event) => {
          underMenu.current = keyUnder(event.target);
        }}
      >
        <li className="file-list-space" style={{ height: rows.getTotalSize() }} aria-hidden="true" />
        {rows.getVirtualItems().map(({ index, start }) => {
          const file = files[index];
          if (!file) return null;
          const ref = { kind: 'file', store, key: file.key } as const;
          const icon: IconName = tabIcon(ref);
          return (
            <li
              key={file.key}
              data-key={file.key}
              className="file-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              <button type="button" onClick={() => openTab(ref)} title={nameOf(file)}>
                <Icon name={icon} />
                <span className="ellipsis">{nameOf(file)}</span>
                <span className="spacer" />
                <span className="file-size">{formatBytes(file.size)}</span>
                <span className="file-time" title={formatExact(file.modifiedAt)}>
                  <Age at={file.modifiedAt} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </ContextMenu>
  );
}
