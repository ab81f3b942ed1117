import { plural } from '../words/numbers.ts';

interface FoldProps {
  lines: number;
  /** In how many columns it is said. */
  times: number;
  onOpen: () => void;
}

/** Stands for lines that nobody changed; shows them when asked. */
export function Fold({ lines, times, onOpen }: FoldProps) {
  const words = `${plural(lines, 'line')} the same`;
  return (
    <button type="button" className="merge-fold" aria-label={`Show ${words}`} onClick={onOpen}>
      {Array.from({ length: times }, (_, column) => column).map((column) => (
        <span key={column}>{words}</span>
      ))}
    </button>
  );
}
