import { useCallback, useEffect, useState } from 'react';
import type { VersionContent } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { blobError } from '../artifacts/blobs.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';

/** The bytes of a version as they can be shown: `text` is null where they are none. */
export interface VersionText {
  id: string;
  size: number;
  text: string | null;
  /** Path of the bytes on the page's own origin. */
  url: string;
}

/** Versions never change: what was read once is kept, up to so many characters in all. */
const roomFor = 20_000_000;
const kept = new Map<string, VersionText>();

function keep(id: string, content: VersionText): void {
  kept.set(id, content);
  let length = 0;
  for (const [other, { text }] of [...kept].reverse()) {
    length += text?.length ?? 0;
    if (length > roomFor && other !== id) kept.delete(other);
  }
}

async function textOf({ text, fetchText, url }: VersionContent, signal: AbortSignal): Promise<string | null> {
  if (!fetchText) return text;
  const response = await fetch(url, { signal });
  if (!response.ok) throw blobError(response.status, await response.text());
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer());
}

/** Reads the bytes of a version, once. Rejects `NOT_FOUND` where they are kept no longer. */
export async function readVersion(
  store: StoreId,
  key: string,
  id: string,
  signal: AbortSignal,
): Promise<VersionText> {
  const name = JSON.stringify([store, key, id]);
  const known = kept.get(name);
  if (known) return known;
  const answer = await client.history.read({ store, key, id }, { signal });
  const content = { id, size: answer.size, text: await textOf(answer, signal), url: answer.url };
  keep(name, content);
  return content;
}

interface Loaded {
  /** In the order asked for; empty until all are there. */
  contents: readonly VersionText[];
  /** What these are the contents of. */
  ids: string;
  problem: string | null;
}

/** The contents of one or two versions. Those shown last stay until the next ones are there. */
export function useVersions(
  store: StoreId,
  key: string,
  ids: readonly string[],
): Loaded & { loading: boolean; again: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ contents: [], ids: '', problem: null });
  const [attempt, setAttempt] = useState(0);
  const wanted = JSON.stringify(ids);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const names: string[] = attempt >= 0 ? JSON.parse(wanted) : [];
    Promise.all(names.map((id) => readVersion(store, key, id, signal))).then(
      (contents) => {
        if (!signal.aborted) setLoaded({ contents, ids: wanted, problem: null });
      },
      (error: unknown) => {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setLoaded({ contents: [], ids: wanted, problem: message });
      },
    );
    return () => controller.abort();
  }, [store, key, wanted, attempt]);
  const again = useCallback(() => {
    setLoaded({ contents: [], ids: '', problem: null });
    setAttempt((count) => count + 1);
  }, []);
  return { ...loaded, loading: loaded.ids !== wanted, again };
}
