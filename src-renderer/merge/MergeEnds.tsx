import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '../components/Button.tsx';
import { SaveWorth } from '../guarantee/SaveWorth.tsx';
import { openConflicts } from './blocks.ts';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import { endSentences, type SideWords } from './merge-words.ts';

interface MergeEndsProps {
  session: MergeSession;
  merging: Merging;
  words: SideWords;
  readOnly: boolean;
}

/** The three ways in which a merge can end, each with what it writes and what is kept. */
export function MergeEnds({ session, merging, words, readOnly }: MergeEndsProps) {
  const saving = useStore(session.state, (state) => state.saving);
  const open = useStore(session.state, ({ choices }) => openConflicts(merging.merge, choices).length);
  const save = useRef<HTMLButtonElement>(null);
  const says = endSentences(session.task, words, merging.theirs.at);
  // Where nothing has to be chosen, saving is what is left to do.
  const isReady = useRef(open === 0);
  useEffect(() => {
    if (isReady.current && session.claimFocus()) save.current?.focus();
  }, [session]);
  return (
    <fieldset className="merge-ends" aria-label="How the merge ends">
      {!readOnly && (
        <div className="merge-end">
          <Button
            ref={save}
            variant="primary"
            large
            keys="Mod+S"
            disabled={saving}
            aria-describedby="merge-end-save"
            onClick={() => void session.ending.save()}
          >
            Save the result
          </Button>
          <p id="merge-end-save">
            {says.save}
            <SaveWorth store={session.task.store} />
          </p>
        </div>
      )}
      <div className="merge-end">
        <Button
          variant="outline"
          large
          disabled={saving}
          aria-describedby="merge-end-theirs"
          onClick={() => void session.ending.keepTheirs()}
        >
          {words.keep}
        </Button>
        <p id="merge-end-theirs">{says.theirs}</p>
      </div>
      {!readOnly && (
        <div className="merge-end">
          <Button
            variant="outline"
            large
            disabled={saving}
            aria-describedby="merge-end-mine"
            onClick={() => void session.ending.putMineBack()}
          >
            Put my text back
          </Button>
          <p id="merge-end-mine">{says.mine}</p>
        </div>
      )}
    </fieldset>
  );
}
