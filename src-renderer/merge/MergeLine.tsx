import { memo } from 'react';
import { type LinePiece, shownLine } from './shown-line.ts';

interface MergeLineProps {
  /** As it is counted in its text, from 1; left out where it is no line of it. */
  number?: number | undefined;
  text: string;
  /** The line it took the place of, to show which words are new. */
  base?: string | null;
  tone?: 'run' | 'you' | 'both' | 'base' | null;
  /** Struck through: it is not, or not any more, a part of the text. */
  off?: boolean;
  /** Said by screen readers before the line. */
  said?: string;
}

function words(pieces: readonly LinePiece[]) {
  let at = 0;
  return pieces.map(({ text, changed }) => {
    const key = at;
    at += text.length;
    return changed ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}

/** A line of a text, with its number. */
export const MergeLine = memo(function MergeLine(props: MergeLineProps) {
  const { number, text, base = null, tone = null, off = false, said } = props;
  const pieces = shownLine(text, off ? null : base);
  const classes = ['merge-line'];
  if (tone) classes.push(`merge-line-${tone}`);
  // Nothing to show: a side that has no line here, and changed none.
  else if (number === undefined) classes.push('merge-line-none');
  return (
    <span className={classes.join(' ')}>
      <span className="merge-number">{number}</span>
      {said && <span className="visually-hidden">{said}</span>}
      {off ? <del>{words(pieces)}</del> : <span className="merge-text">{words(pieces)}</span>}
    </span>
  );
});
