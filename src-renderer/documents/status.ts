import type { editor } from 'monaco-editor/editor';
import type { Encoding } from '#shared/text/line-endings.ts';
import { setStatusItem } from '../shell/status-items.ts';
import type { OpenDocument } from './open-document.ts';

function encodingWords({ bom }: Encoding): string {
  return bom ? 'UTF-8 with BOM' : 'UTF-8';
}

function showEncoding(encoding: Encoding | null): void {
  setStatusItem('document.encoding', encoding && { text: encodingWords(encoding) });
  setStatusItem(
    'document.endings',
    encoding && {
      text: encoding.endings === 'mixed' ? 'Mixed line endings' : encoding.endings,
      tooltip: 'Line endings: every line keeps its own when saved',
    },
  );
}

function showCursor(shown: editor.IStandaloneCodeEditor): void {
  const position = shown.getPosition();
  const goToLine = () => {
    shown.focus();
    void shown.getAction('editor.action.gotoLine')?.run();
  };
  setStatusItem(
    'document.cursor',
    position && {
      text: `Ln ${position.lineNumber}, Col ${position.column}`,
      tooltip: 'Go to line',
      run: goToLine,
    },
  );
}

function clear(): void {
  setStatusItem('document.cursor', null);
  showEncoding(null);
}

let shownBy: editor.IStandaloneCodeEditor | null = null;

/** Shows cursor, encoding and line endings of the editor that was used last, for as long as it is there. */
export function followCursor(shown: editor.IStandaloneCodeEditor, document: OpenDocument): void {
  const show = () => {
    shownBy = shown;
    showCursor(shown);
    showEncoding(document.state.getState().encoding);
  };
  const unsubscribe = document.state.subscribe((now, before) => {
    if (shownBy === shown && now.encoding !== before.encoding) showEncoding(now.encoding);
  });
  shown.onDidFocusEditorText(show);
  shown.onDidChangeCursorPosition(() => shownBy === shown && showCursor(shown));
  shown.onDidDispose(() => {
    unsubscribe();
    if (shownBy !== shown) return;
    shownBy = null;
    clear();
  });
  if (!shownBy) show();
}
