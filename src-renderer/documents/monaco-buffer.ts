import type { TextChange } from '#shared/format/text-changes.ts';
import { changedHunks, type Hunk } from '#shared/text/align-lines.ts';
import type { CreateBuffer, TextBuffer } from './buffer.ts';
import { keepingViews } from './keep-views.ts';
import { languageOf } from './language.ts';
import { monaco } from './monaco.ts';

type Model = monaco.editor.ITextModel;

interface Edit {
  range: monaco.Range;
  text: string;
}

const models = new WeakMap<TextBuffer, Model>();

/** The editor's model of a buffer that `createMonacoBuffer` made. */
export function modelOf(buffer: TextBuffer): Model {
  const model = models.get(buffer);
  if (!model) throw new Error('This buffer belongs to no editor.');
  return model;
}

/** The edit of a model that puts the lines of a hunk in the place of what is there. */
function editOf(model: Model, { base, edited }: Hunk, lines: readonly string[]): Edit {
  const text = lines.slice(edited.start, edited.end).join('\n');
  const count = model.getLineCount();
  const isEmpty = edited.start === edited.end;
  if (base.end < count) {
    const range = new monaco.Range(base.start + 1, 1, base.end + 1, 1);
    return { range, text: isEmpty ? '' : `${text}\n` };
  }
  if (base.start === 0) return { range: model.getFullModelRange(), text };
  const end = model.getLineMaxColumn(base.start);
  const range = new monaco.Range(base.start, end, count, model.getLineMaxColumn(count));
  return { range, text: isEmpty ? '' : `\n${text}` };
}

/** Edits larger than this, in characters, are not narrowed. */
const narrowed = 100_000;

const isHigh = (text: string, at: number) => /[\ud800-\udbff]/.test(text.charAt(at));

/** The edit without what it leaves as it is at its ends, so that a cursor there stays where it is. */
function narrow(model: Model, { range, text }: Edit): Edit {
  const from = model.getOffsetAt(range.getStartPosition());
  const to = model.getOffsetAt(range.getEndPosition());
  if (to - from > narrowed || text.length > narrowed) return { range, text };
  const before = model.getValueInRange(range);
  const limit = Math.min(before.length, text.length);
  let start = 0;
  while (start < limit && before[start] === text[start]) start++;
  if (start > 0 && isHigh(text, start - 1)) start--;
  let end = 0;
  while (end < limit - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  if (end > 0 && isHigh(text, text.length - end - 1)) end--;
  return {
    range: monaco.Range.fromPositions(model.getPositionAt(from + start), model.getPositionAt(to - end)),
    text: text.slice(start, text.length - end),
  };
}

function change(model: Model, text: string, joins = false): void {
  const lines = text.split('\n');
  const edits = changedHunks(model.getLinesContent(), lines).map((hunk) =>
    narrow(model, editOf(model, hunk, lines)),
  );
  if (edits.length === 0) return;
  const grows = text.startsWith(model.getValue(monaco.editor.EndOfLinePreference.LF));
  keepingViews(model, grows, () => {
    if (!joins) model.pushStackElement();
    model.pushEditOperations([], edits, () => null);
  });
}

/** The editor drops one byte order mark at the start of what a model is made of; a text keeps its own. */
const guarded = (text: string) => (text.startsWith('\uFEFF') ? `\uFEFF${text}` : text);

/** What an event tells of a change; null where the whole text is another one. */
function changesOf({
  changes,
  isFlush,
  isEolChange,
}: monaco.editor.IModelContentChangedEvent): TextChange[] | null {
  if (isFlush || isEolChange) return null;
  return changes.map(({ rangeOffset, rangeLength, text }) => ({
    offset: rangeOffset,
    length: rangeLength,
    text,
  }));
}

let opened = 0;

/** Makes the buffer of a file in the editor's own text model. */
export const createMonacoBuffer: CreateBuffer = (key, text) => {
  opened += 1;
  // A number and not the key, so that the view state of an earlier opening does not come back.
  const uri = monaco.Uri.from({ scheme: 'document', path: `/${opened}` });
  const model = monaco.editor.createModel(guarded(text), languageOf(key, text), uri);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ trimAutoWhitespace: false, tabSize: 2, insertSpaces: true });
  const buffer: TextBuffer = {
    text: () => model.getValue(monaco.editor.EndOfLinePreference.LF),
    length: () => model.getValueLength(monaco.editor.EndOfLinePreference.LF),
    versionId: () => model.getAlternativeVersionId(),
    change: (next, joins) => change(model, next, joins),
    onChange: (listener) => {
      const subscription = model.onDidChangeContent((event) => listener(changesOf(event)));
      return () => subscription.dispose();
    },
    dispose: () => model.dispose(),
  };
  models.set(buffer, model);
  return buffer;
};
