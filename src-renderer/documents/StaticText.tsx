import { Editor } from '@monaco-editor/react';
import { useEditorOptions } from './editor-options.ts';
import { useEditorTheme } from './editor-theme.ts';
import { useStaticModel } from './static-model.ts';

interface StaticTextProps {
  text: string;
  language: string;
  /** Said by screen readers: what the text is. */
  label: string;
}

/** A text of the past: to read, to search and to copy from. */
export default function StaticText({ text, language, label }: StaticTextProps) {
  const theme = useEditorTheme();
  const options = useEditorOptions(label, true);
  const model = useStaticModel(text, language);
  if (!model) return null;
  return (
    <Editor
      path={model.uri.toString()}
      keepCurrentModel
      theme={theme}
      options={options}
      loading={null}
      wrapperProps={{ className: 'document-editor' }}
    />
  );
}
