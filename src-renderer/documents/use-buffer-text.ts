import { useDeferredValue, useEffect, useState } from 'react';
import type { TextBuffer } from './buffer.ts';

/** In ms. A large text is taken only when somebody stops for a moment, since taking it costs its length. */
const pauseOf = (buffer: TextBuffer) => (buffer.length() > 256 * 1024 ? 1_000 : 150);

/** A document's text, edits included, a moment after each pause in typing. Empty where there is no text. */
export function useBufferText(buffer: TextBuffer | null): string {
  const [text, setText] = useState(() => buffer?.text() ?? '');
  useEffect(() => {
    if (!buffer) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setText(buffer.text());
    const stop = buffer.onChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setText(buffer.text()), pauseOf(buffer));
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [buffer]);
  return useDeferredValue(text);
}
