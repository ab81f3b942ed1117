import { DiffEditor } from '@monaco-editor/react';
import type { editor } from 'monaco-editor/editor';
import { useCallback, useMemo, useState } from 'react';
import { useEditorOptions } from './editor-options.ts';
import { useEditorTheme } from './editor-theme.ts';
import { useStaticModel } from './static-model.ts';

interface StaticDiffProps {
  older: string;
  newer: string;
  language: string;
  /** Said by screen readers: what the two texts are. Fixed for as long as it is on the screen. */
  labels: { older: string; newer: string };
}

/** Below this, in px, one text stands below the other. */
const widthForTwo = 560;

/** Whether an element has room for two texts; null until it is measured. */
function useRoomForTwo() {
  const [room, setRoom] = useState<boolean | null>(null);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth >= widthForTwo));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { room, measure };
}

/** Two texts of the past beside each other. Each pair is shown from its first difference on. */
export default function StaticDiff({ older, newer, language, labels }: StaticDiffProps) {
  const theme = useEditorTheme();
  const options = useEditorOptions(labels.newer, true);
  const original = useStaticModel(older, language);
  const modified = useStaticModel(newer, language);
  const { room, measure } = useRoomForTwo();
  const diffOptions = useMemo<editor.IDiffEditorConstructionOptions>(
    () => ({
      ...options,
      renderSideBySide: room === true,
      useInlineViewWhenSpaceIsLimited: false,
      ignoreTrimWhitespace: false,
      diffWordWrap: options.wordWrap === 'on' ? 'on' : 'off',
      renderOverviewRuler: false,
      originalEditable: false,
    }),
    [options, room],
  );
  const onMount = (shown: editor.IStandaloneDiffEditor) => {
    const versions = () => {
      const model = shown.getModel();
      return `${model?.original.getVersionId()} ${model?.modified.getVersionId()}`;
    };
    let seen = '';
    // Its own options for the names are lost when it lays itself out anew.
    const nameSides = () => {
      shown.getOriginalEditor().updateOptions({ ariaLabel: labels.older });
      shown.getModifiedEditor().updateOptions({ ariaLabel: labels.newer });
    };
    nameSides();
    shown.onDidUpdateDiff(() => {
      nameSides();
      if (versions() !== seen) shown.revealFirstDiff();
      seen = versions();
    });
  };
  return (
    <div ref={measure} className="document-diff">
      {original && modified && room !== null && (
        <DiffEditor
          // One that was inline once never wraps its left side again, so each arrangement has an editor of its own.
          key={room ? 'beside' : 'inline'}
          originalModelPath={original.uri.toString()}
          modifiedModelPath={modified.uri.toString()}
          keepCurrentOriginalModel
          keepCurrentModifiedModel
          originalLanguage={language}
          modifiedLanguage={language}
          theme={theme}
          options={diffOptions}
          onMount={onMount}
          loading={null}
          wrapperProps={{ className: 'document-editor' }}
        />
      )}
    </div>
  );
}
