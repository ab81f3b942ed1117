import type { OpenDocument } from './open-document.ts';

/** Selects a part of a document in the editors that show it, and scrolls to it. Offsets count from the text's start. */
export async function revealText(document: OpenDocument, start: number, end: number): Promise<void> {
  const { buffer } = document;
  if (!buffer) return;
  const [{ modelOf }, { monaco }] = await Promise.all([import('./monaco-buffer.ts'), import('./monaco.ts')]);
  const model = modelOf(buffer);
  if (model.isDisposed()) return;
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  for (const editor of monaco.editor.getEditors()) {
    if (editor.getModel() !== model) continue;
    editor.setSelection(range);
    editor.revealRangeInCenterIfOutsideViewport(range);
  }
}
