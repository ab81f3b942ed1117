import { useMemo } from 'react';
import { useStore } from 'zustand';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { fileCrumbs } from '../shell/crumbs.ts';
import { nameOfKey } from '../shell/names.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { changedBlocks } from './blocks.ts';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import { headSentence, sideWords } from './merge-words.ts';

function Steps({ session, merging }: { session: MergeSession; merging: Merging }) {
  const current = useStore(session.state, (state) => state.current);
  const canUndo = useStore(session.state, (state) => state.past.length > 0);
  const blocks = useMemo(() => changedBlocks(merging.merge), [merging]);
  const at = blocks.indexOf(current) + 1;
  const none = blocks.length === 0;
  return (
    <>
      <IconButton
        icon="undo"
        label="Take the last choice back"
        keys="Mod+Z"
        disabled={!canUndo}
        onClick={() => session.undo()}
      />
      <span className="merge-step" role="status">
        {none ? 'No block' : `Block ${at} of ${blocks.length}`}
      </span>
      <IconButton
        icon="arrow-up"
        label="Previous block"
        keys="Shift+F7"
        disabled={none}
        onClick={() => session.step(-1)}
      />
      <IconButton
        icon="arrow-down"
        label="Next block"
        keys="F7"
        disabled={none}
        onClick={() => session.step(1)}
      />
    </>
  );
}

/** What is merged, why, and the way from block to block. */
export function MergeHead({ session }: { session: MergeSession }) {
  const merging = useStore(session.state, (state) => (state.outcome === null ? state.merging : null));
  const { store, key, mineWas } = session.task;
  const words = sideWords(key);
  const title = mineWas === 'saved' ? words.replaced : 'Changed while you edited';
  const [place = { label: key }] = fileCrumbs(store, key);
  const crumbs = [place, { label: nameOfKey(key), open: () => openTab(tabOfKey(store, key)) }];
  return (
    <DocumentHead
      crumbs={[...crumbs, { label: title }]}
      facts={
        merging && (
          <>
            <Icon name="refresh" className="tone-warn" />
            {headSentence(session.task, words, merging.theirs.at, merging.mine.at)}
          </>
        )
      }
    >
      {merging && <Steps session={session} merging={merging} />}
    </DocumentHead>
  );
}
