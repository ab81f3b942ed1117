import { MarkdownView } from '../markdown/MarkdownView.tsx';
import type { TextBuffer } from './buffer.ts';
import { useBufferText } from './use-buffer-text.ts';

/** A Markdown document as it reads. */
export default function DocumentPreview({ buffer, label }: { buffer: TextBuffer; label: string }) {
  return <MarkdownView text={useBufferText(buffer)} label={`${label}, preview`} />;
}
