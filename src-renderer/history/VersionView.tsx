import type { Version } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { type Against, type Choice, pairOf } from './choice.ts';
import { RestoreNotice } from './RestoreNotice.tsx';
import { type Present, useRestore } from './restore.ts';
import { NoFile, NotKept, VersionBody } from './VersionBody.tsx';
import { VersionHead } from './VersionHead.tsx';
import { VersionSides } from './VersionSides.tsx';
import { useVersions, type VersionText } from './version-content.ts';
import { beforeOf } from './version-rows.ts';
import { isEnd } from './version-words.ts';
import { useVersionMode, type VersionMode } from './view-mode.ts';

interface VersionViewProps {
  store: StoreId;
  fileKey: string;
  versions: readonly Version[];
  choice: Choice;
  onChoose: (choice: Choice) => void;
  /** What the file holds now. */
  present: Present;
}

const isKept = (version: Version) => version.kept !== 'no';

const nothing = (id: string): VersionText => ({ id, size: 0, text: '', url: '' });

/** The version that is chosen: beside another one, as text, as it reads; to restore, to copy, to save. */
export function VersionView({ store, fileKey, versions, choice, onChoose, present }: VersionViewProps) {
  const restoring = useRestore(store, fileKey);
  const wanted = useVersionMode();
  const pair = pairOf(versions, choice, present.version);
  const shown = pair?.shown;
  const readable = shown !== undefined && !isEnd(shown) && isKept(shown);
  const both =
    readable && pair?.older && [pair.older, pair.newer].every((one) => isEnd(one) || isKept(one))
      ? { older: pair.older, newer: pair.newer }
      : null;
  const modes: VersionMode[] = ['text'];
  if (pair?.older) modes.unshift('changes');
  if (/\.(md|markdown)$/i.test(fileKey)) modes.push('preview');
  const mode = modes.includes(wanted) ? wanted : 'text';
  const compared = mode === 'changes' ? both : null;
  const sides = compared ? [compared.older, compared.newer] : shown && readable ? [shown] : [];
  const ids = sides.filter((side) => !isEnd(side)).map(({ id }) => id);
  const { contents, problem, loading, again } = useVersions(store, fileKey, ids);
  if (!shown || !pair) return null;
  const at = versions.indexOf(shown);
  const contentOf = (version: Version | undefined) =>
    version && (isEnd(version) ? nothing(version.id) : contents.find(({ id }) => id === version.id));
  const offered: Against[] = ['before', 'now'];
  if (choice.picked !== null) offered.push('picked');
  const before = beforeOf(versions, at);
  return (
    <section className="version" aria-label="The version" data-region="pane">
      <VersionHead
        store={store}
        fileKey={fileKey}
        version={shown}
        content={loading || !readable ? undefined : contentOf(shown)}
        mode={mode}
        modes={readable ? modes : []}
        current={shown === present.version}
        restoring={restoring.state.kind === 'running'}
        onRestore={() => restoring.start(shown, present)}
      />
      {mode === 'changes' && readable && (
        <VersionSides
          pair={pair}
          fileKey={fileKey}
          against={choice.against}
          offered={offered}
          onAgainst={(against) => onChoose({ ...choice, against })}
        />
      )}
      <RestoreNotice
        store={store}
        fileKey={fileKey}
        restoring={restoring}
        present={present}
        onShowNow={() =>
          present.version && onChoose({ shown: present.version.id, picked: null, against: 'before' })
        }
      />
      {isEnd(shown) ? (
        <NoFile
          version={shown}
          onBefore={before && (() => onChoose({ ...choice, shown: before.id, picked: null }))}
        />
      ) : !readable ? (
        <NotKept version={shown} fileKey={fileKey} />
      ) : (
        <VersionBody
          version={shown}
          fileKey={fileKey}
          mode={mode}
          pair={compared}
          older={contentOf(compared?.older)}
          newer={contentOf(compared?.newer)}
          content={contentOf(shown)}
          problem={problem}
          loading={loading}
          onAgain={again}
        />
      )}
    </section>
  );
}
