import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { plural } from '../words/numbers.ts';
import type { Block } from './blocks.ts';
import { Fold } from './Fold.tsx';
import { lengthOf } from './lines.ts';
import { MergeLine } from './MergeLine.tsx';
import type { MergeSession } from './merge-session.ts';
import type { Merging } from './merge-state.ts';
import { type SideWords, timeWords } from './merge-words.ts';
import { foldedLines, sideRows } from './rows.ts';
import { useRows } from './use-rows.ts';

const headHeight = 32;

/** A list that scrolls takes the focus, so that the arrow keys can scroll it. */
const readByKeyboard = { tabIndex: 0 };

interface MergeSidesProps {
  session: MergeSession;
  merging: Merging;
  words: SideWords;
  opened: ReadonlySet<number>;
  onOpen: (block: number) => void;
}

type Side = 'base' | 'theirs' | 'mine';

const tones = { base: 'base', theirs: 'run', mine: 'you' } as const;

function isChanged({ kind }: Block, side: Side): boolean {
  return side === 'base' || kind === 'both' || kind === 'conflict' || kind === side;
}

/** A line of one side within a changed block; where the side took all lines away, the line that went. */
function ChangedCell({
  merging,
  block,
  side,
  step,
}: {
  merging: Merging;
  block: Block;
  side: Side;
  step: number;
}) {
  const { merge } = merging;
  const span = block[side];
  const wasAt = block.base.start + step;
  const was = wasAt < block.base.end ? merge.base.content(wasAt) : null;
  const tone = isChanged(block, side) ? tones[side] : null;
  if (span.start + step < span.end) {
    const line = span.start + step;
    const base = tone && side !== 'base' ? was : null;
    return <MergeLine number={line + 1} text={merge[side].content(line)} base={base} tone={tone} />;
  }
  if (lengthOf(span) === 0 && was !== null) return <MergeLine text={was} tone={tone} off said="Removed: " />;
  return <MergeLine text="" tone={lengthOf(span) === 0 ? null : tone} />;
}

function Row({
  merging,
  block,
  kind,
  step,
}: {
  merging: Merging;
  block: Block;
  kind: 'same' | 'changed';
  step: number;
}) {
  return (['base', 'theirs', 'mine'] as const).map((side) => (
    <div key={side} className={`merge-cell merge-cell-${side}`}>
      {kind === 'same' ? (
        <MergeLine
          number={block[side].start + step + 1}
          text={merging.merge[side].content(block[side].start + step)}
        />
      ) : (
        <ChangedCell merging={merging} block={block} side={side} step={step} />
      )}
    </div>
  ));
}

function countChanges({ merge }: Merging, side: 'theirs' | 'mine'): number {
  return merge.blocks.filter((block) => block.kind !== 'same' && isChanged(block, side)).length;
}

/** The three texts beside each other, line by line. */
export function MergeSides({ session, merging, words, opened, onOpen }: MergeSidesProps) {
  const scroller = useRef<HTMLElement>(null);
  const current = useStore(session.state, (state) => state.current);
  const steps = useStore(session.state, (state) => state.steps);
  const { merge } = merging;
  const rows = useMemo(() => sideRows(merge, opened), [merge, opened]);
  const list = useRows(scroller, rows, { current, steps, head: headHeight });
  const theirs = useMemo(() => countChanges(merging, 'theirs'), [merging]);
  const mine = useMemo(() => countChanges(merging, 'mine'), [merging]);
  const mineWas = session.task.mineWas === 'saved' ? `saved${timeWords(merging.mine.at)}` : 'not saved yet';
  return (
    <section
      ref={scroller}
      aria-label={`The text you began with, ${words.text}, and yours`}
      className="merge-sides"
      {...readByKeyboard}
    >
      <div className="merge-row merge-side-heads">
        <div className="pane-head">
          <h3>Base</h3>
          <span className="merge-side-facts">the text you began with</span>
        </div>
        <div className="pane-head">
          <h3>{words.name}</h3>
          <span className="merge-side-facts">in the file{timeWords(merging.theirs.at, 'since ')}</span>
          <span className="spacer" />
          <span className="merge-mark tone-warn">{plural(theirs, 'change')}</span>
        </div>
        <div className="pane-head">
          <h3>Yours</h3>
          <span className="merge-side-facts">{mineWas}</span>
          <span className="spacer" />
          <span className="merge-mark tone-accent">{plural(mine, 'change')}</span>
        </div>
      </div>
      <div className="merge-rows" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const found = rows.at(index);
          const block = found && merge.blocks[found.segment.block];
          if (!found || !block) return null;
          const { kind, block: place, from } = found.segment;
          const isCurrent = kind === 'changed' && place === current;
          return (
            <div
              key={key}
              aria-current={isCurrent || undefined}
              data-index={index}
              ref={list.measureElement}
              className={
                isCurrent ? `merge-row merge-row-${kind} merge-row-current` : `merge-row merge-row-${kind}`
              }
              style={{ transform: `translateY(${start - headHeight}px)` }}
              onPointerDown={kind === 'changed' ? () => session.goTo(place) : undefined}
            >
              {kind === 'fold' ? (
                <Fold lines={foldedLines(merge, place)} times={3} onOpen={() => onOpen(place)} />
              ) : (
                <Row merging={merging} block={block} kind={kind} step={from + found.step} />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}
