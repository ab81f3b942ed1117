import type { editor } from 'monaco-editor/editor';
import { useMemo } from 'react';
import { useSettings } from '../settings/settings.ts';

/** Lines are 5/3 of the type: 12 on 20. */
const lineHeight = (fontSize: number) => Math.round((fontSize * 5) / 3);

const monoFamily = () => getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim();

const fixed: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlightOnlyWhenFocus: true,
  renderFinalNewline: 'on',
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 10,
  glyphMargin: false,
  folding: false,
  padding: { top: 8, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  overviewRulerLanes: 2,
  hideCursorInOverviewRuler: true,
  // What is stored is shown and kept as it is.
  unusualLineTerminators: 'off',
  trimAutoWhitespace: false,
  detectIndentation: false,
  autoIndent: 'keep',
  autoClosingBrackets: 'never',
  autoClosingQuotes: 'never',
  autoSurround: 'never',
  unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false, invisibleCharacters: true },
  // Notes are prose: nothing guesses words, and links open from the preview alone.
  quickSuggestions: false,
  wordBasedSuggestions: 'off',
  suggestOnTriggerCharacters: false,
  links: false,
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  codeLens: false,
  bracketPairColorization: { enabled: false },
  stickyScroll: { enabled: false },
  dropIntoEditor: { enabled: false },
  pasteAs: { enabled: false },
};

/** Options of every editor, by the user's settings. */
export function useEditorOptions(ariaLabel: string, readOnly: boolean): editor.IEditorOptions {
  const wordWrap = useSettings((state) => state.wordWrap);
  const fontSize = useSettings((state) => state.fontSize);
  return useMemo(
    () => ({
      ...fixed,
      ariaLabel,
      readOnly,
      domReadOnly: readOnly,
      extraEditorClassName: readOnly ? 'document-read-only' : '',
      fontFamily: monoFamily(),
      fontSize,
      lineHeight: lineHeight(fontSize),
      wordWrap: wordWrap ? 'on' : 'off',
    }),
    [ariaLabel, readOnly, fontSize, wordWrap],
  );
}
