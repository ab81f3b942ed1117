import { Editor } from '@monaco-editor/react';
import type { editor } from 'monaco-editor/editor';
import { useRef } from 'react';
import type { TextBuffer } from './buffer.ts';
import { useChangeMarks } from './change-marks.ts';
import { useEditorOptions } from './editor-options.ts';
import { useEditorTheme } from './editor-theme.ts';
import { modelOf } from './monaco-buffer.ts';
import type { OpenDocument } from './open-document.ts';
import { followCursor } from './status.ts';

interface TextEditorProps {
  document: OpenDocument;
  buffer: TextBuffer;
  /** Said by screen readers: what the text is. */
  label: string;
  readOnly: boolean;
  /** Takes the focus when it appears. */
  focus?: boolean;
}

/** The editor of a document's text. Its cursor, scroll and undo come back with the tab. */
export default function TextEditor({ document, buffer, label, readOnly, focus = false }: TextEditorProps) {
  const theme = useEditorTheme();
  const options = useEditorOptions(label, readOnly);
  const marks = useChangeMarks(document, buffer);
  const asked = useRef(focus);
  const onMount = (mounted: editor.IStandaloneCodeEditor) => {
    marks(mounted);
    followCursor(mounted, document);
    if (asked.current) mounted.focus();
  };
  return (
    <Editor
      path={modelOf(buffer).uri.toString()}
      keepCurrentModel
      theme={theme}
      options={options}
      onMount={onMount}
      loading={null}
      wrapperProps={{ className: 'document-editor' }}
    />
  );
}
