import type { editor } from 'monaco-editor/editor';
import { useCallback } from 'react';
import { changedHunks, type Hunk } from '#shared/text/align-lines.ts';
import { toModelText } from '#shared/text/line-endings.ts';
import type { TextBuffer } from './buffer.ts';
import { monaco } from './monaco.ts';
import { modelOf } from './monaco-buffer.ts';
import type { OpenDocument } from './open-document.ts';

/** Marks follow typing after a pause, so that a keystroke costs nothing. */
const pause = 300;

function decorationOf({ edited }: Hunk): editor.IModelDeltaDecoration {
  const onlyRemoved = edited.start === edited.end;
  const first = onlyRemoved ? Math.max(1, edited.start) : edited.start + 1;
  return {
    range: new monaco.Range(first, 1, Math.max(first, edited.end), 1),
    options: {
      isWholeLine: true,
      linesDecorationsClassName: onlyRemoved ? 'document-mark document-mark-removed' : 'document-mark',
      overviewRuler: {
        color: { id: 'editorCursor.foreground' },
        position: monaco.editor.OverviewRulerLane.Left,
      },
    },
  };
}

/** Draws a blue bar beside the lines that differ from what is saved. Answers what to call with the editor. */
export function useChangeMarks(
  document: OpenDocument,
  buffer: TextBuffer,
): (shown: editor.IStandaloneCodeEditor) => void {
  return useCallback(
    (shown) => {
      const model = modelOf(buffer);
      const marks = shown.createDecorationsCollection();
      let timer: ReturnType<typeof setTimeout> | undefined;
      let drawn = '';
      const draw = () => {
        if (model.isDisposed()) return;
        const { dirty } = document.state.getState();
        const state = `${dirty} ${buffer.versionId()}`;
        if (drawn === state) return;
        drawn = state;
        const saved = dirty ? toModelText(document.savedText).split('\n') : [];
        marks.set(dirty ? changedHunks(saved, model.getLinesContent()).map(decorationOf) : []);
      };
      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(draw, pause);
      };
      const stopBuffer = buffer.onChange(soon);
      const stopState = document.state.subscribe((now, before) => {
        if (now.dirty !== before.dirty || now.facts !== before.facts) soon();
      });
      shown.onDidDispose(() => {
        clearTimeout(timer);
        stopBuffer();
        stopState();
      });
      draw();
    },
    [document, buffer],
  );
}
