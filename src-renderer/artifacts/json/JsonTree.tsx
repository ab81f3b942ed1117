import { Link } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { JsonOutline } from './JsonOutline.tsx';
import { useJson } from './use-json.ts';
import './json.css';

interface JsonTreeProps {
  text: string;
  /** The file's name, for screen readers. */
  name: string;
  /** Told where the chosen value stands in the text. */
  onChoose?: ((start: number, end: number) => void) | undefined;
  /** Shows the text instead, for what is not JSON. */
  onSource?: (() => void) | undefined;
}

/** A JSON text as a tree. */
export function JsonTree({ text, name, onChoose, onSource }: JsonTreeProps) {
  const { reader, reading } = useJson(text);
  if (reading.state === 'reading') return <SkeletonRows label={`Reading ${name}`} rows={6} />;
  if (reading.state === 'problem')
    return (
      <Notice kind="warning" actions={onSource && <Link onClick={onSource}>Show the source alone</Link>}>
        There is no tree to show. {reading.problem}
      </Notice>
    );
  return (
    <JsonOutline reader={reader} text={reading.text} table={reading.table} name={name} onChoose={onChoose} />
  );
}
