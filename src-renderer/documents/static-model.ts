import type { editor } from 'monaco-editor/editor';
import { useEffect, useState } from 'react';
import { toModelText } from '#shared/text/line-endings.ts';
import { monaco } from './monaco.ts';

/** In ms: a comparison that is under way when its editor goes still needs its texts. */
const lingering = 5000;

/** The model of a text that nobody edits. It outlives its editor for a while: an editor may not lose its model. */
export function useStaticModel(text: string, language: string): editor.ITextModel | null {
  const [model, setModel] = useState<editor.ITextModel | null>(null);
  useEffect(() => {
    const made = monaco.editor.createModel('', language);
    setModel(made);
    return () => {
      setModel(null);
      setTimeout(() => made.dispose(), lingering);
    };
  }, [language]);
  useEffect(() => {
    if (model && !model.isDisposed()) model.setValue(toModelText(text));
  }, [model, text]);
  return model;
}
