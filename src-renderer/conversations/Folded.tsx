import { Link } from '../components/Button.tsx';

/** More than this is folded. */
const shown = 1500;
const shownLines = 24;

function headOf(text: string): string {
  const lines = text.slice(0, shown).split('\n');
  return lines.slice(0, shownLines).join('\n');
}

interface FoldedProps {
  text: string;
  className?: string;
  open: boolean;
  onOpen: () => void;
}

/** A text as it is written; of a long one only the start, until all of it is asked for. */
export function Folded({ text, className = '', open, onOpen }: FoldedProps) {
  const head = open ? text : headOf(text);
  return (
    <div className={`turn-text ${className}`}>
      {head}
      {head.length < text.length && (
        <>
          …
          <div>
            <Link onClick={onOpen}>Show all {text.length.toLocaleString('en')} characters</Link>
          </div>
        </>
      )}
    </div>
  );
}
