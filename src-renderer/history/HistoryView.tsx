import { useCallback, useEffect, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Button, Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { fileCrumbs } from '../shell/crumbs.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { plural } from '../words/numbers.ts';
import { type Choice, currentOf, noChoice, within } from './choice.ts';
import type { Present } from './restore.ts';
import { countOf } from './timeline.ts';
import { usePresent } from './use-present.ts';
import { useTimeline } from './use-timeline.ts';
import { VersionList } from './VersionList.tsx';
import { VersionView } from './VersionView.tsx';
import './history.css';

function choiceOf({ version, against }: TabOf<'history'>): Choice {
  if (version === undefined) return noChoice;
  return { shown: version, picked: against ?? null, against: against === undefined ? 'before' : 'picked' };
}

/** What was chosen in each tab, for when it is shown again. */
const chosenIn = new WeakMap<TabOf<'history'>, Choice>();

const choiceIn = (tab: TabOf<'history'>): Choice => chosenIn.get(tab) ?? choiceOf(tab);

/** What is chosen; a tab that is asked for another version chooses that. */
function useChoice(tab: TabOf<'history'>): [Choice, (choice: Choice) => void] {
  const [held, setHeld] = useState({ tab, choice: choiceIn(tab) });
  if (held.tab !== tab) setHeld({ tab, choice: choiceIn(tab) });
  const choose = useCallback(
    (choice: Choice) => {
      chosenIn.set(tab, choice);
      setHeld({ tab, choice });
    },
    [tab],
  );
  return [held.tab === tab ? held.choice : choiceIn(tab), choose];
}

/** Every version of a file that is still known: to look at, to compare and to restore. */
export default function HistoryView({ tab }: { tab: TabOf<'history'>; tabId: string }) {
  const { store, key } = tab;
  const { reader, ...timeline } = useTimeline(store, key);
  const { versions, more, problem, error } = timeline;
  const count = countOf(timeline);
  const token = usePresent(store, key);
  const [chosen, setChoice] = useChoice(tab);
  const current = useMemo(() => currentOf(versions ?? [], token), [versions, token]);
  const present: Present = {
    token: token === undefined ? (current?.version ?? null) : token,
    version: current,
  };
  // Until something is chosen, the newest is shown, also when a newer one comes.
  const choice = useMemo(() => within(versions ?? [], more, chosen), [versions, more, chosen]);
  // So many were read without finding it.
  const sought = choice === null ? (versions?.length ?? 0) : null;
  useEffect(() => {
    if (sought !== null) void reader.older();
  }, [sought, reader]);
  const onMore = useCallback(() => void reader.older(), [reader]);
  const way = fileCrumbs(store, key);
  const openFile = () => openTab(tabOfKey(store, key));
  const crumbs = [
    ...way.map((crumb, index) => (index === way.length - 1 ? { ...crumb, open: openFile } : crumb)),
    { label: 'History' },
  ];
  return (
    <div className="document-view">
      <DocumentHead crumbs={crumbs} facts={count > 0 ? plural(count, 'version') : undefined}>
        {token && (
          <Button icon="file" labelCollapses onClick={openFile}>
            Open the file
          </Button>
        )}
      </DocumentHead>
      {error && (
        <Notice kind="error" actions={<Link onClick={() => void reader.refresh()}>Try again</Link>}>
          {error.message}
          {versions && ' What is shown is what was read before.'}
        </Notice>
      )}
      {problem !== null && <Notice kind="warning">{problem}</Notice>}
      {versions === null && !error && <SkeletonRows label="Loading the versions" rows={6} />}
      {versions?.length === 0 && (
        <EmptyState title="No versions yet">
          <p>
            The app keeps what a file held before it is saved, restored, replaced or deleted here, and what
            runs write while it looks on. Nothing of this file is kept so far.
          </p>
        </EmptyState>
      )}
      {versions && versions.length > 0 && (
        <Group className="history-panes" orientation="horizontal">
          <Panel
            id="versions"
            minSize={200}
            defaultSize={252}
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <section className="history-versions" aria-label="Versions" data-region="pane">
              <VersionList
                versions={versions}
                more={more}
                onMore={onMore}
                fileKey={key}
                current={current}
                choice={choice ?? noChoice}
                onChoose={setChoice}
              />
            </section>
          </Panel>
          <Separator className="frame-separator" aria-label="Width of the list of versions" />
          <Panel id="version" minSize={240}>
            {choice === null ? (
              <SkeletonRows label="Looking for the version" rows={6} />
            ) : (
              <VersionView
                store={store}
                fileKey={key}
                versions={versions}
                choice={choice}
                onChoose={setChoice}
                present={present}
              />
            )}
          </Panel>
        </Group>
      )}
    </div>
  );
}
