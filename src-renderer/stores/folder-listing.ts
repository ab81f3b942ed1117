import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import type { FolderEntry } from './folder-list.ts';

interface Listing {
  path: string;
  parent: string | null;
  folders: readonly FolderEntry[];
}

interface FolderListing {
  /** What is shown; the last one stays while the next is fetched, and when that fails. */
  listing: Listing | null;
  problem: string | null;
  loading: boolean;
  /** Goes to a folder; null is the home folder. */
  go: (path: string | null) => void;
}

/** Walks through the folders of the machine that the app runs on. */
export function useFolderListing(): FolderListing {
  const [listing, setListing] = useState<Listing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const running = useRef<AbortController | null>(null);
  const go = useCallback((path: string | null) => {
    running.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setLoading(true);
    client.host
      .browse({ path }, { signal })
      .then(
        (answer) => {
          if (signal.aborted) return;
          setListing(answer);
          setProblem(null);
        },
        (error) => {
          if (!signal.aborted) setProblem(describeError(error).message);
        },
      )
      .finally(() => signal.aborted || setLoading(false));
  }, []);
  useEffect(() => {
    go(null);
    return () => running.current?.abort();
  }, [go]);
  return { listing, problem, loading, go };
}
