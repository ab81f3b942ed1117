import type { Version } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { useStore } from '../stores/stores.ts';
import { formatBytes } from '../words/numbers.ts';
import { formatClock, formatDay, formatExact } from '../words/times.ts';
import { saveVersionAs } from './save-version.ts';
import type { VersionText } from './version-content.ts';
import { isEnd, whatHappened } from './version-words.ts';
import { setVersionMode, type VersionMode } from './view-mode.ts';

interface VersionHeadProps {
  store: StoreId;
  fileKey: string;
  version: Version;
  /** Its bytes, once they are there. */
  content: VersionText | undefined;
  mode: VersionMode;
  /** The ways in which it can be shown. */
  modes: readonly VersionMode[];
  /** Whether the file holds it now. */
  current: boolean;
  restoring: boolean;
  onRestore: () => void;
}

const labels = { changes: 'Changes', text: 'Text', preview: 'Preview' } as const;

/** Which version is shown, how, and what can be done with it. */
export function VersionHead(props: VersionHeadProps) {
  const { store, fileKey, version, content, mode, modes, current, restoring, onRestore } = props;
  const place = useStore(store);
  const lost = isEnd(version) || version.kept === 'no';
  const blocked = place?.readOnly ? 'The store is open read-only' : current ? 'The file holds it now' : null;
  return (
    <header className="version-head">
      <h3 title={formatExact(version.at)}>
        <span className="version-day">{formatDay(version.at)} </span>
        {formatClock(version.at)}
      </h3>
      <span className="version-size ellipsis">
        {whatHappened(version, fileKey)}
        {version.size !== null && `, ${formatBytes(version.size)}`}
      </span>
      <span className="spacer" />
      {modes.length > 1 && (
        <Segmented
          label="Show as"
          value={mode}
          options={modes.map((value) => ({ value, label: labels[value] }))}
          onChange={setVersionMode}
        />
      )}
      {content?.text != null && <CopyButton text={content.text} label="Copy the text" />}
      {content && (
        <Button
          icon="download"
          labelCollapses
          onClick={() => saveVersionAs(content.url, fileKey, version.at)}
        >
          Save as…
        </Button>
      )}
      {!lost && (
        <Button
          variant="outline"
          icon="undo"
          disabled={blocked !== null || restoring}
          title={blocked ?? 'Writes this version to the file; what is there now stays in the list'}
          onClick={onRestore}
        >
          Restore
        </Button>
      )}
    </header>
  );
}
