import { DiffEditor } from '@monaco-editor/react';
import type { editor } from 'monaco-editor/editor';
import { useMemo, useState } from 'react';
import type { TextBuffer } from './buffer.ts';
import { useEditorOptions } from './editor-options.ts';
import { useEditorTheme } from './editor-theme.ts';
import { modelOf } from './monaco-buffer.ts';
import type { OpenDocument } from './open-document.ts';
import { useStaticModel } from './static-model.ts';
import { followCursor } from './status.ts';

interface DiffViewProps {
  document: OpenDocument;
  buffer: TextBuffer;
  /** What the buffer is held against, as stored. */
  original: string;
  /** Said by screen readers: what the text is. */
  label: string;
  originalLabel: string;
  readOnly: boolean;
}

/** A text beside another one it is held against; the right side is the document's own and can be edited. */
export default function DiffView(props: DiffViewProps) {
  const { document, buffer, original, label, originalLabel, readOnly } = props;
  const theme = useEditorTheme();
  const modified = modelOf(buffer);
  const model = useStaticModel(original, modified.getLanguageId());
  const options = useEditorOptions(label, readOnly);
  const [mounted, setMounted] = useState(false);
  const diffOptions = useMemo<editor.IDiffEditorConstructionOptions>(
    () => ({
      ...options,
      // It has no width before it is mounted: it would begin inline, and the left side would never wrap again.
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
    // Its own options for these are lost when it lays itself out anew.
    const nameSides = () => {
      shown.getOriginalEditor().updateOptions({ ariaLabel: originalLabel });
      shown.getModifiedEditor().updateOptions({ ariaLabel: label });
    };
    nameSides();
    shown.onDidUpdateDiff(nameSides);
    const first = shown.onDidUpdateDiff(() => {
      first.dispose();
      shown.revealFirstDiff();
    });
    followCursor(shown.getModifiedEditor(), document);
    setMounted(true);
  };
  if (!model) return null;
  return (
    <DiffEditor
      originalModelPath={model.uri.toString()}
      modifiedModelPath={modified.uri.toString()}
      keepCurrentOriginalModel
      keepCurrentModifiedModel
      originalLanguage={modified.getLanguageId()}
      modifiedLanguage={modified.getLanguageId()}
      theme={theme}
      options={diffOptions}
      onMount={onMount}
      loading={null}
      wrapperProps={{ className: 'document-editor' }}
    />
  );
}
