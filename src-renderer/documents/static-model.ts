import type { editor } from 'monaco-editor/editor';
import { useEffect, useState } from 'react';
import { toModelText } from './line-endings.ts';
import { monaco } from './monaco.ts';

/** The model of a text that nobody edits. It outlives its editor by a moment: an editor may not lose its model. */
export function useStaticModel(text: string, language: string): editor.ITextModel | null {
  const [model, setModel] = useState<editor.ITextModel | null>(null);
  useEffect(() => {
    const made = monaco.editor.createModel('', language);
    setModel(made);
    return () => {
      setModel(null);
      setTimeout(() => made.dispose());
    };
  }, [language]);
  useEffect(() => {
    if (model && !model.isDisposed()) model.setValue(toModelText(text));
  }, [model, text]);
  return model;
}
