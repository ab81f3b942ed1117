import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { nameOfKey } from '../shell/names.ts';
import { plural } from '../words/numbers.ts';
import { BlockBar } from './BlockBar.tsx';
import { type Block, type Choice, changedBlocks, choiceOf, openConflicts } from './blocks.ts';
import { Fold } from './Fold.tsx';
import { HandText } from './HandText.tsx';
import { MergeLine } from './MergeLine.tsx';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import type { SideWords } from './merge-words.ts';
import { foldedLines, type ResultKind, resultRows, type Segment } from './rows.ts';
import { useRows } from './use-rows.ts';

const headHeight = 32;

/** A list that scrolls takes the focus, so that the arrow keys can scroll it. */
const readByKeyboard = { tabIndex: 0 };

interface MergeResultProps {
  session: MergeSession;
  merging: Merging;
  words: SideWords;
  opened: ReadonlySet<number>;
  onOpen: (block: number) => void;
}

/** Whether a line of one side is in the result: undefined while that is open. */
function isTaken(side: 'theirs' | 'mine', choice: Choice | null): boolean | undefined {
  if (choice === null) return undefined;
  return choice.take === 'both' || choice.take === side;
}

interface LineProps {
  merging: Merging;
  block: Block;
  segment: Segment<ResultKind>;
  step: number;
  choice: Choice | null;
}

function ResultLine({ merging: { merge }, block, segment, step, choice }: LineProps) {
  const offset = segment.from + step;
  const number = segment.line + step + 1;
  const wasAt = block.base.start + offset;
  if (segment.kind === 'same') return <MergeLine number={number} text={merge.base.content(wasAt)} />;
  if (segment.kind === 'removed') {
    const tone = choice?.take === 'theirs' ? 'run' : block.kind === 'both' ? 'both' : 'you';
    return <MergeLine text={merge.base.content(wasAt)} tone={tone} off said="Removed: " />;
  }
  const side = segment.kind === 'theirs' ? 'theirs' : 'mine';
  const taken = isTaken(side, choice);
  const tone = block.kind === 'both' ? 'both' : side === 'theirs' ? 'run' : 'you';
  return (
    <MergeLine
      number={taken ? number : undefined}
      text={merge[side].content(block[side].start + offset)}
      base={wasAt < block.base.end ? merge.base.content(wasAt) : null}
      tone={tone}
      off={taken === false}
      said={taken === undefined ? 'Not chosen yet: ' : taken ? '' : 'Not taken: '}
    />
  );
}

/** The merged text: what is chosen, what was merged by itself, and what still has to be chosen. */
export function MergeResult({ session, merging, words, opened, onOpen }: MergeResultProps) {
  const scroller = useRef<HTMLElement>(null);
  const current = useStore(session.state, (state) => state.current);
  const steps = useStore(session.state, (state) => state.steps);
  const choices = useStore(session.state, (state) => state.choices);
  const edited = useRef<number | null>(null);
  const { merge } = merging;
  const rows = useMemo(() => resultRows(merge, choices, current, opened), [merge, choices, current, opened]);
  const places = useMemo(() => changedBlocks(merge), [merge]);
  const list = useRows(scroller, rows, { current, steps, head: headHeight });
  const open = openConflicts(merge, choices).length;
  const byItself = places.length - open - choices.size;
  return (
    <section ref={scroller} className="merge-result" aria-label="Result" {...readByKeyboard}>
      <header className="pane-head merge-result-head">
        <h3>Result</h3>
        <span className="pane-file">{nameOfKey(session.task.key)}</span>
        <span className="spacer" />
        <span className="merge-marks" role="status">
          {byItself > 0 && (
            <span className="merge-mark">
              {plural(byItself, 'block')} merged by {byItself === 1 ? 'itself' : 'themselves'}
            </span>
          )}
          {choices.size > 0 && <span className="merge-mark tone-accent">{choices.size} chosen by you</span>}
          {open > 0 && <span className="merge-mark tone-warn">{open} to choose</span>}
        </span>
      </header>
      <div className="merge-rows" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const found = rows.at(index);
          const block = found && merge.blocks[found.segment.block];
          if (!found || !block) return null;
          const { segment, step } = found;
          const place = segment.block;
          const choice = choiceOf(block, place, choices);
          return (
            <div
              key={key}
              data-index={index}
              ref={list.measureElement}
              className="merge-row merge-row-result"
              style={{ transform: `translateY(${start - headHeight}px)` }}
            >
              {segment.kind === 'bar' && (
                <BlockBar
                  session={session}
                  merging={merging}
                  words={words}
                  block={place}
                  number={places.indexOf(place) + 1}
                  onEdit={() => {
                    edited.current = place;
                  }}
                />
              )}
              {segment.kind === 'fold' && (
                <Fold lines={foldedLines(merge, place)} times={1} onOpen={() => onOpen(place)} />
              )}
              {segment.kind === 'hand' && choice?.take === 'edited' && (
                <HandText
                  label={`Text of block ${places.indexOf(place) + 1}`}
                  text={choice.text}
                  claimFocus={() => {
                    const asked = edited.current === place;
                    if (asked) edited.current = null;
                    return asked;
                  }}
                  onChange={(text) => session.choose(place, { take: 'edited', text })}
                />
              )}
              {segment.kind !== 'bar' && segment.kind !== 'fold' && segment.kind !== 'hand' && (
                <ResultLine merging={merging} block={block} segment={segment} step={step} choice={choice} />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}
