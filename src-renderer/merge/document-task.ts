import { onEvent, onReconnected } from '../client/events.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { appDrafts } from '../drafts/draft-source.ts';
import { onRefresh } from '../shell/refresh.ts';
import { type MergeTask, ObstacleError } from './merge-task.ts';
import { readTheirs } from './read-texts.ts';

/** The texts are read again a moment after the last key, in ms. */
const pause = 300;

/** Calls back when a file may have changed in its store. */
export function watchFile(store: string, key: string, onChange: () => void): () => void {
  const stops = [
    onEvent('changed', (event) => {
      const named = event.keys.length === 0 || event.keys.includes(key);
      if (event.store === store && named) onChange();
    }),
    onReconnected(onChange),
    onRefresh(onChange),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Merges the unsaved edits of an open document with what somebody else wrote to its file meanwhile. */
export function documentTask(document: OpenDocument): MergeTask {
  const { store, key } = document;
  return {
    store,
    key,
    mineWas: 'typed',
    async ours() {
      if (document.state.getState().phase === 'loading') await document.load();
      const { dirty, facts } = document.state.getState();
      if (!document.buffer || !dirty) throw new ObstacleError({ kind: 'nothing' });
      return {
        base: { text: document.savedText, at: facts?.modifiedAt ?? null },
        mine: { text: document.textToSave(), at: null },
      };
    },
    theirs: (signal) => readTheirs(store, key, signal),
    save: (request) => document.saveMerged(request),
    giveUp: (text) => appDrafts.discard({ store, key }, { id: null, text }),
    async ended(end) {
      if (end.outcome === 'theirs')
        await document.takeTheirs({ ...end.theirs, modifiedAt: end.theirs.at ?? Date.now() });
    },
    watch(onChange) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(onChange, pause);
      };
      let { buffer } = document;
      let stopText = buffer?.onChange(soon);
      const stopFile = watchFile(store, key, soon);
      const stopState = document.state.subscribe((now, before) => {
        if (document.buffer !== buffer) {
          buffer = document.buffer;
          stopText?.();
          stopText = buffer?.onChange(soon);
        }
        if (now.dirty !== before.dirty || now.phase !== before.phase || now.facts !== before.facts) soon();
      });
      return () => {
        clearTimeout(timer);
        stopFile();
        stopState();
        stopText?.();
      };
    },
  };
}
