import { useMemo } from 'react';
import { byteLength } from '#shared/format/keys.ts';
import type { Version } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { toModelText } from '#shared/text/line-endings.ts';
import { Link } from '../components/Button.tsx';
import { openDocuments } from '../documents/documents.ts';
import { useBufferText } from '../documents/use-buffer-text.ts';
import { openHistory } from '../history/open-history.ts';
import { countOf } from '../history/timeline.ts';
import { useTimeline } from '../history/use-timeline.ts';
import { TimelineMark, titleOfVersion, VersionLine } from '../history/VersionLine.tsx';
import { beforeOf } from '../history/version-rows.ts';
import { formatChange } from '../history/version-words.ts';
import { useIsUnsaved } from '../shell/dirty.ts';
import { plural } from '../words/numbers.ts';
import { formatMoment } from '../words/times.ts';

/** So many versions are shown here; all of them have a tab of their own. */
const shownVersions = 10;

/** By how many bytes what is typed differs from what is saved, as far as the file is open here. */
function useDraftChange(store: StoreId, key: string): string {
  const document = openDocuments().find((open) => open.store === store && open.key === key);
  const text = useBufferText(document?.buffer ?? null);
  const saved = document?.savedText ?? '';
  const savedLength = useMemo(() => byteLength(toModelText(saved)), [saved]);
  return document?.buffer ? formatChange(byteLength(text) - savedLength) : '';
}

/** What is typed and not saved stands before all versions. */
function DraftRow({ store, fileKey, last }: { store: StoreId; fileKey: string; last: boolean }) {
  const change = useDraftChange(store, fileKey);
  return (
    <li className="timeline-row">
      <span className="timeline-time">now</span>
      <TimelineMark mark="draft" first last={last} />
      <span className="timeline-what inspector-history-draft">Draft, not saved</span>
      <span className="timeline-size">{change}</span>
    </li>
  );
}

interface FileHistoryProps {
  store: StoreId;
  fileKey: string;
  /** Which of several files it is about. */
  part?: string;
}

/** The newest versions of a file, each a way to its place in the timeline. */
export function FileHistory({ store, fileKey, part }: FileHistoryProps) {
  const timeline = useTimeline(store, fileKey, shownVersions + 1);
  const { versions, more, error } = timeline;
  const total = countOf(timeline);
  const unsaved = useIsUnsaved(store, fileKey);
  const title = part ? `History of the ${part}` : 'History';
  if (!versions && !error) return null;
  const shown = versions?.slice(0, shownVersions) ?? [];
  const open = (version?: Version) => openHistory(store, fileKey, { version: version?.id });
  return (
    <section className="inspector-section">
      <h3 className="inspector-history-head">
        {title}
        <span className="spacer" />
        {total > 0 && <span>{plural(total, 'version')}</span>}
      </h3>
      {error && <p className="inspector-text">{error.message}</p>}
      {versions?.length === 0 && !unsaved && <p className="inspector-text">No versions are kept so far.</p>}
      {(unsaved || shown.length > 0) && (
        <ul className="inspector-history">
          {unsaved && <DraftRow store={store} fileKey={fileKey} last={shown.length === 0} />}
          {shown.map((version, index) => (
            <li key={version.id}>
              <button
                type="button"
                className="timeline-row"
                title={titleOfVersion(version, fileKey)}
                onClick={() => open(version)}
              >
                <VersionLine
                  version={version}
                  time={formatMoment(version.at)}
                  before={beforeOf(versions ?? [], index)}
                  fileKey={fileKey}
                  first={index === 0 && !unsaved}
                  last={index === shown.length - 1}
                />
              </button>
            </li>
          ))}
        </ul>
      )}
      {(more || (versions?.length ?? 0) > shownVersions) && (
        <Link onClick={() => open()}>All {plural(total, 'version')}</Link>
      )}
    </section>
  );
}
