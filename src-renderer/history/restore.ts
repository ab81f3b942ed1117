import { useState } from 'react';
import type { Saved } from '#shared/model/document.ts';
import type { Version } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { openDocuments } from '../documents/documents.ts';
import { isAnswer } from '../documents/source.ts';

/** What a restore has come to, said in its place. */
export type RestoreState =
  | { kind: 'idle' }
  | { kind: 'running' }
  /** The editor of the file holds edits that are not saved. */
  | { kind: 'asking'; version: Version }
  /** `from`: what the file held before, to take it back; `saved`: what was written. */
  | { kind: 'done'; version: Version; from: Version | undefined; at: number; saved: Saved }
  /** Somebody else wrote meanwhile; nothing was written. `token` is what is there now, null where nothing is. */
  | { kind: 'conflict'; version: Version; token: string | null }
  | { kind: 'failed'; version: Version; message: string };

/** What is there now, as it was last seen. */
export interface Present {
  /** The store's token; null where there is no file. */
  token: string | null;
  /** Its version in the timeline, where it is there. */
  version: Version | undefined;
}

/** The document of a file whose edits are not saved; undefined where there is none. */
export function editedDocument(store: StoreId, key: string) {
  return openDocuments().find(
    (document) => document.store === store && document.key === key && document.state.getState().dirty,
  );
}

const attempts = 4;

/** An answer that was lost with the connection is asked for again, under the same id. */
async function write(store: StoreId, key: string, id: string, base: string | null): Promise<Saved> {
  const saveId = crypto.randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.history.restore({ store, key, id, base, saveId });
    } catch (error) {
      if (isAnswer(error) || attempt === attempts) throw error;
    }
  }
}

/** Restoring versions of one file, and what became of the last time. */
export function useRestore(store: StoreId, key: string) {
  const [state, setState] = useState<RestoreState>({ kind: 'idle' });

  const run = async (version: Version, present: Present): Promise<void> => {
    setState({ kind: 'running' });
    try {
      const saved = await write(store, key, version.id, present.token);
      setState({ kind: 'done', version, from: present.version, at: Date.now(), saved });
      announce({ kind: 'changed', store, keys: [key] });
    } catch (error) {
      const { code, message, data } = describeError(error);
      const conflict = code === 'CONFLICT' || code === 'EXISTS';
      if (conflict && data.currentVersion !== undefined)
        setState({ kind: 'conflict', version, token: data.currentVersion });
      else setState({ kind: 'failed', version, message });
    }
  };

  return {
    state,
    /** Restores; asks first where the editor of the file holds edits. */
    start(version: Version, present: Present): void {
      if (editedDocument(store, key)) setState({ kind: 'asking', version });
      else void run(version, present);
    },
    /** Restores whatever the editor holds: its edits stay there, or are dropped. */
    goOn(version: Version, present: Present, edits: 'keep' | 'drop'): void {
      if (edits === 'drop') editedDocument(store, key)?.discard();
      void run(version, present);
    },
    dismiss: () => setState({ kind: 'idle' }),
  };
}

export type Restoring = ReturnType<typeof useRestore>;
