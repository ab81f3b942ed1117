import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { type Block, type Choice, choiceOf } from './blocks.ts';
import { lengthOf } from './lines.ts';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import { blockSentence, type SideWords } from './merge-words.ts';
import { piecesOf } from './result.ts';

interface BlockBarProps {
  session: MergeSession;
  merging: Merging;
  words: SideWords;
  /** Its place. */
  block: number;
  /** Which of the changed blocks it is, from 1. */
  number: number;
  /** Told before its text can be typed. */
  onEdit: () => void;
}

/** Blocks of more lines than this are chosen as they are, and edited in the file afterwards. */
const mostEdited = 2000;

/** The lines that typing begins with: those chosen, else mine. */
function textToEdit({ merge }: Merging, block: Block, choice: Choice | null): string {
  const lines = piecesOf(block, choice ?? { take: 'mine' }).flatMap((piece) =>
    piece.from === 'hand'
      ? piece.lines
      : Array.from({ length: lengthOf(piece.span) }, (_, step) =>
          merge[piece.from].content(piece.span.start + step),
        ),
  );
  return lines.join('\n') || '\n'.repeat(lines.length);
}

/** What happened to a block, and what becomes of it. */
export function BlockBar({ session, merging, words, block: place, number, onEdit }: BlockBarProps) {
  const bar = useRef<HTMLFieldSetElement>(null);
  const isCurrent = useStore(session.state, (state) => state.current === place);
  const steps = useStore(session.state, (state) => state.steps);
  const chosen = useStore(session.state, (state) => state.choices.get(place) ?? null);
  const block = merging.merge.blocks[place];
  useEffect(() => {
    if (isCurrent && steps >= 0 && session.claimFocus())
      bar.current
        ?.querySelector<HTMLElement>('[data-state=on], [role=radio]')
        ?.focus({ preventScroll: true });
  }, [session, isCurrent, steps]);
  if (!block) return null;
  const choice = choiceOf(block, place, new Map(chosen ? [[place, chosen]] : []));
  const choose = (take: Choice['take']) => {
    if (take === 'both') session.choose(place, { take, first: 'theirs' });
    else if (take === 'edited') {
      onEdit();
      session.choose(place, { take, text: textToEdit(merging, block, choice) });
    } else session.choose(place, { take });
  };
  const isLong = lengthOf(block.theirs) + lengthOf(block.mine) > mostEdited;
  const options = [
    { value: 'theirs', label: words.take },
    { value: 'mine', label: 'Take mine' },
    ...(block.kind === 'conflict' ? [{ value: 'both' as const, label: 'Take both' }] : []),
    { value: 'edited', label: 'Edit', disabled: isLong },
  ] as const;
  return (
    <fieldset
      ref={bar}
      className={isCurrent ? 'merge-bar merge-bar-current' : 'merge-bar'}
      aria-label={`Block ${number}: ${blockSentence(block, words)}`}
    >
      <Icon name="merge" className={block.kind === 'conflict' ? 'tone-warn' : 'tone-3'} />
      <span className="merge-bar-words">
        {blockSentence(block, words)}
        {isLong && ' It is too long to be edited here: choose, and edit the file afterwards.'}
      </span>
      <span className="spacer" />
      {choice?.take === 'both' && (
        <IconButton
          icon="swap"
          label={choice.first === 'theirs' ? 'Put mine first' : `Put ${words.text} first`}
          onClick={() =>
            session.choose(place, { take: 'both', first: choice.first === 'theirs' ? 'mine' : 'theirs' })
          }
        />
      )}
      <Segmented
        label={`What becomes of block ${number}`}
        value={choice?.take ?? ''}
        options={options}
        onChange={(take) => take !== '' && choose(take)}
      />
    </fieldset>
  );
}
