import { DiffEditor } from '@monaco-editor/react';
import type { editor } from 'monaco-editor/editor';
import { useMemo, useState } from 'react';
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

/** Two texts of the past beside each other. Each pair is shown from its first difference on. */
export default function StaticDiff({ older, newer, language, labels }: StaticDiffProps) {
  const theme = useEditorTheme();
  const options = useEditorOptions(labels.newer, true);
  const original = useStaticModel(older, language);
  const modified = useStaticModel(newer, language);
  const [mounted, setMounted] = useState(false);
  const diffOptions = useMemo<editor.IDiffEditorConstructionOptions>(
    () => ({
      ...options,
      useInlineViewWhenSpaceIsLimited: mounted,
      renderSideBySideInlineBreakpoint: 560,
      ignoreTrimWhitespace: false,
      diffWordWrap: options.wordWrap === 'on' ? 'on' : 'off',
      renderOverviewRuler: false,
      originalEditable: false,
    }),
    [options, mounted],
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
    setMounted(true);
  };
  if (!original || !modified) return null;
  return (
    <DiffEditor
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
  );
}
