import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { TextBuffer } from '../documents/buffer.ts';

/** The text of a buffer, at once after each change: for short texts only. */
export function useTextNow(buffer: TextBuffer): string {
  const subscribe = useCallback((listener: () => void) => buffer.onChange(listener), [buffer]);
  return useSyncExternalStore(subscribe, () => buffer.text());
}

/** Changes the text for a field. What is typed into one field without a pause elsewhere is one undo step. */
export function useFieldEdits(buffer: TextBuffer): (field: string, text: string) => void {
  const last = useRef<{ field: string; version: number } | null>(null);
  return (field, text) => {
    const joins = last.current?.field === field && last.current.version === buffer.versionId();
    buffer.change(text, joins);
    last.current = { field, version: buffer.versionId() };
  };
}
