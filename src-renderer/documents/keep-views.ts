import { monaco } from './monaco.ts';

type Model = monaco.editor.ITextModel;
type Editor = monaco.editor.ICodeEditor;

/**
 * Changes a model while its editors stay where they are: the line at the top stays at the top, whatever comes above
 * it. Where the text only grows at its end, an editor that stands there goes along.
 */
export function keepingViews(model: Model, grows: boolean, change: () => void): void {
  const editors = monaco.editor.getEditors().filter((editor) => editor.getModel() === model);
  const restores = editors.map((editor) => (grows && followsTail(editor, model)) || holdTop(editor, model));
  change();
  for (const restore of restores) restore();
}

/** How to go along with the end of the text; null for an editor whose cursor and view are elsewhere. */
function followsTail(editor: Editor, model: Model): (() => void) | null {
  const last = model.getLineCount();
  const selection = editor.getSelection();
  const end = { lineNumber: last, column: model.getLineMaxColumn(last) };
  const cursorThere = selection?.isEmpty() === true && selection.getStartPosition().equals(end);
  const seesEnd = (editor.getVisibleRanges().at(-1)?.endLineNumber ?? 0) >= last;
  if (!cursorThere && !seesEnd) return null;
  return () => {
    const line = model.getLineCount();
    if (cursorThere) editor.setPosition({ lineNumber: line, column: model.getLineMaxColumn(line) });
    editor.revealLine(line, monaco.editor.ScrollType.Immediate);
  };
}

/** How to bring the line that is at the top back there. */
function holdTop(editor: Editor, model: Model): () => void {
  const line = editor.getVisibleRanges()[0]?.startLineNumber ?? 1;
  const top = editor.getScrollTop();
  if (top === 0) return () => {};
  const offset = top - editor.getTopForLineNumber(line);
  const stickiness = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;
  const range = new monaco.Range(line, 1, line, model.getLineMaxColumn(line));
  const ids = model.deltaDecorations([], [{ range, options: { stickiness } }]);
  return () => {
    const moved = model.getDecorationRange(ids[0] ?? '')?.startLineNumber ?? line;
    model.deltaDecorations(ids, []);
    editor.setScrollTop(editor.getTopForLineNumber(moved) + offset, monaco.editor.ScrollType.Immediate);
  };
}
