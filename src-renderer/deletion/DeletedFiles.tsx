import { useEffect, useState } from 'react';
import type { Deleted } from '#shared/model/app.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { openHistory } from '../history/open-history.ts';
import { plural } from '../words/numbers.ts';

/** More are counted and not named. */
const named = 200;

/** The files of a deletion, each a way to its timeline, where one version can be looked at or restored alone. */
export function DeletedFiles({ deleted: { id, store, what } }: { deleted: Deleted }) {
  const [files, setFiles] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    client.deletion.files({ id }, { signal }).then(setFiles, (error: unknown) => {
      const { cancelled, message } = describeError(error, signal);
      if (!cancelled) setProblem(message);
    });
    return () => controller.abort();
  }, [id]);
  if (problem) return <p className="deleted-problem">{problem}</p>;
  if (!files) return <SkeletonRows label="Loading the files" rows={1} />;
  return (
    <ul className="deleted-files" aria-label={`Files of ${what}`}>
      {files.slice(0, named).map((key) => (
        <li key={key}>
          <Link className="mono" title={`History of ${key}`} onClick={() => openHistory(store, key)}>
            {key}
          </Link>
        </li>
      ))}
      {files.length > named && <li>and {plural(files.length - named, 'more file')}</li>}
    </ul>
  );
}
