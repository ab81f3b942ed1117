import { useDeferredValue, useEffect, useState } from 'react';
import type { TextBuffer } from './buffer.ts';

const pause = 150;

/** A document's text, edits included, a moment after each pause in typing. Empty where there is no text. */
export function useBufferText(buffer: TextBuffer | null): string {
  const [text, setText] = useState(() => buffer?.text() ?? '');
  useEffect(() => {
    if (!buffer) return;
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
