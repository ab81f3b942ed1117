import { useEffect, useState } from 'react';
import { describeError } from '../../client/errors.ts';
import { Link } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { type BlobRef, fetchAll } from '../blobs.ts';
import { JsonTree } from './JsonTree.tsx';

interface LargeJsonProps {
  blob: BlobRef;
  name: string;
  onSource: () => void;
  onAgain: () => void;
}

/** The tree of a JSON file that is too large to be edited. */
export function LargeJson({ blob, name, onSource, onAgain }: LargeJsonProps) {
  const { store, key, size, version } = blob;
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      try {
        const stream = await fetchAll({ store, key, size, version }, stop.signal);
        setText(await new Response(stream).text());
      } catch (error) {
        const { cancelled, message } = describeError(error, stop.signal);
        if (!cancelled) setProblem(message);
      }
    };
    void read();
    return () => stop.abort();
  }, [store, key, size, version]);
  if (problem !== null)
    return (
      <Notice kind="error" actions={<Link onClick={onAgain}>Read it again</Link>}>
        {problem}
      </Notice>
    );
  if (text === null) return <SkeletonRows label={`Loading ${name}`} rows={6} />;
  return <JsonTree text={text} name={name} onSource={onSource} />;
}
