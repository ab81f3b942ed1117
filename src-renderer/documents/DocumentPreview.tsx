import { useDeferredValue, useEffect, useState } from 'react';
import { MarkdownView } from '../markdown/MarkdownView.tsx';
import type { TextBuffer } from './buffer.ts';

const pause = 150;

/** A document's text, edits included, a moment after each pause in typing. */
export function useBufferText(buffer: TextBuffer): string {
  const [text, setText] = useState(() => buffer.text());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    setText(buffer.text());
    const stop = buffer.onChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setText(buffer.text()), pause);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [buffer]);
  return useDeferredValue(text);
}

/** A Markdown document as it reads. */
export default function DocumentPreview({ buffer, label }: { buffer: TextBuffer; label: string }) {
  return <MarkdownView text={useBufferText(buffer)} label={`${label}, preview`} />;
}
