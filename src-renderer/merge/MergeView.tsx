import { type CSSProperties, useCallback, useEffect, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { sessionOf } from '#shared/format/layout.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { useDocument } from '../documents/documents.ts';
import { QuietSave } from '../live/QuietSave.tsx';
import { saveNow, saveWhenQuiet, useQuiet } from '../live/quiet-save.ts';
import { useIsRunning } from '../live/running.ts';
import { copyText } from '../shell/clipboard.ts';
import { shortId } from '../shell/names.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { setTabSave } from '../shell/tab-save.ts';
import { dropTabs, openTab } from '../shell/tabs.ts';
import { useStore as useStoreOf } from '../stores/stores.ts';
import { documentTask } from './document-task.ts';
import { editTask } from './edit-task.ts';
import { MergeEnds } from './MergeEnds.tsx';
import { MergeHead } from './MergeHead.tsx';
import { MergeObstacle } from './MergeObstacle.tsx';
import { MergeResult } from './MergeResult.tsx';
import { MergeSides } from './MergeSides.tsx';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import { sideWords } from './merge-words.ts';
import { mergeOf } from './merges.ts';
import './merge.css';

interface MergeViewProps {
  tab: TabOf<'merge'>;
  tabId: string;
}

const noBlocks: ReadonlySet<number> = new Set();

/** How wide the numbers of lines are. */
function digitsOf({ merge: { base, theirs, mine } }: Merging): number {
  return String(Math.max(base.count, theirs.count, mine.count)).length;
}

function Texts({ session, merging }: { session: MergeSession; merging: Merging }) {
  const words = useMemo(() => sideWords(session.task.key), [session]);
  // Places are those of one merge: the next one begins folded.
  const [{ of, blocks: opened }, setOpened] = useState({ of: merging.merge, blocks: new Set<number>() });
  const readOnly = useStoreOf(session.task.store)?.readOnly === true;
  const { merge } = merging;
  const style: CSSProperties & Record<'--digits', number> = { '--digits': digitsOf(merging) };
  const shown = { session, merging, words, opened: of === merge ? opened : noBlocks };
  const onOpen = (block: number) =>
    setOpened((before) => ({
      of: merge,
      blocks: new Set(before.of === merge ? before.blocks : []).add(block),
    }));
  return (
    <>
      <Group className="merge-texts" orientation="vertical" style={style}>
        <Panel id="merge-sides" minSize={88} defaultSize="50%" className="merge-panel">
          <MergeSides {...shown} onOpen={onOpen} />
        </Panel>
        <Separator className="frame-separator" aria-label="Height of the three texts and the result" />
        <Panel id="merge-result" minSize={88} className="merge-panel">
          <MergeResult {...shown} onOpen={onOpen} />
        </Panel>
      </Group>
      <MergeEnds session={session} merging={merging} words={words} readOnly={readOnly} />
    </>
  );
}

/** What happened while the merge was worked on, above its texts. */
function News({ session }: { session: MergeSession }) {
  const { ending } = session;
  const { merging, problem, loses, news, leftOver } = useStore(session.state);
  const id = sessionOf(session.task.key);
  const running = useIsRunning(ending.store, id);
  const waits = useQuiet(({ phases }) => phases.has(ending));
  const readOnly = useStoreOf(ending.store)?.readOnly === true;
  return (
    <>
      {waits && <QuietSave document={ending} />}
      {running && !waits && id !== null && (
        <Notice
          kind="outside"
          actions={
            merging &&
            !readOnly && (
              // What is still to be chosen is said by the save itself.
              <Link onClick={() => (ending.canSave ? saveWhenQuiet(ending) : void ending.save())}>
                Wait until it is quiet
              </Link>
            )
          }
        >
          Session {shortId(id)} is running: somebody else wrote to it within the last minute, and may write
          over what you save now.
        </Notice>
      )}
      {news && <Notice kind="outside">{news}</Notice>}
      {leftOver.length > 0 && (
        <Notice
          kind="info"
          actions={<Link onClick={() => void copyText(leftOver.join('\n\n'))}>Copy what I typed</Link>}
        >
          What you typed into a block does not fit any more, because its lines have changed.
        </Notice>
      )}
      {problem && (
        <Notice
          kind={loses ? 'warning' : 'error'}
          actions={loses && <Link onClick={() => void ending.endAnyway()}>Save anyway</Link>}
        >
          {problem}
        </Notice>
      )}
    </>
  );
}

function Merge({ session, tabId }: { session: MergeSession; tabId: string }) {
  const { merging, obstacle, outcome, failure } = useStore(session.state);
  useEffect(() => session.show(), [session]);
  useEffect(() => setTabSave(tabId, async () => void (await saveNow(session.ending))), [session, tabId]);
  const backToFile = useCallback(() => {
    const { store, key } = session.task;
    openTab(tabOfKey(store, key));
    dropTabs([tabId]);
  }, [session, tabId]);
  // How it ended is said with the file.
  const ended = outcome !== null;
  useEffect(() => {
    if (ended) backToFile();
  }, [ended, backToFile]);
  if (ended) return null;
  const end = { session, onOpenFile: backToFile, onClose: () => dropTabs([tabId]) };
  return (
    <div className="document-view merge">
      <MergeHead session={session} />
      {obstacle !== null ? (
        <MergeObstacle {...end} obstacle={obstacle} />
      ) : (
        <>
          <News session={session} />
          {failure !== null && (
            <Notice kind="error" actions={<Link onClick={() => void session.look()}>Try again</Link>}>
              {failure}
            </Notice>
          )}
          {merging ? (
            <Texts session={session} merging={merging} />
          ) : (
            failure === null && <SkeletonRows label="Merging" rows={6} />
          )}
        </>
      )}
    </div>
  );
}

function DocumentMerge({ tab, tabId }: MergeViewProps) {
  const document = useDocument(tab.store, tab.key, tabId);
  const session = useMemo(() => mergeOf(tabId, () => documentTask(document)), [document, tabId]);
  return <Merge session={session} tabId={tabId} />;
}

function EditMerge({ tab, tabId, edit }: MergeViewProps & { edit: string }) {
  const session = useMemo(
    () => mergeOf(tabId, () => editTask(tab.store, tab.key, edit)),
    [tab.store, tab.key, edit, tabId],
  );
  return <Merge session={session} tabId={tabId} />;
}

/** Two texts that come from the same one, brought together block by block. */
export default function MergeView({ tab, tabId }: MergeViewProps) {
  if (tab.edit === null) return <DocumentMerge tab={tab} tabId={tabId} />;
  return <EditMerge tab={tab} tabId={tabId} edit={tab.edit} />;
}
