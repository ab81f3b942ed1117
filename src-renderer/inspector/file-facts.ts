import { useEffect, useState } from 'react';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';

interface FilesState {
  /** One answer per key, null for a file that is not there; null until they are known. */
  files: readonly (FileFacts | null)[] | null;
  problem: string | null;
}

/** Size, time and version of files as they are now; asked again when they change. */
export function useFileFacts(store: StoreId, keys: readonly string[]): FilesState {
  const [state, setState] = useState<FilesState>({ files: null, problem: null });
  const wanted = JSON.stringify(keys);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const names: string[] = JSON.parse(wanted);
    const load = async () => {
      try {
        const files = await client.documents.versions({ store, keys: names }, { signal });
        if (!signal.aborted) setState({ files, problem: null });
      } catch (error) {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setState({ files: null, problem: message });
      }
    };
    void load();
    const stop = onEvent('changed', (event) => {
      if (event.store !== store) return;
      if (event.keys.length === 0 || event.keys.some((key) => names.includes(key))) void load();
    });
    return () => {
      controller.abort();
      stop();
    };
  }, [store, wanted]);
  return state;
}

const versionLength = 16;

/** A version as it is shown: the start of it. */
export function shortVersion(version: string): string {
  const plain = version.replaceAll('"', '');
  return plain.length > versionLength ? `${plain.slice(0, versionLength)}…` : plain;
}
