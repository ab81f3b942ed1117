import { IconButton } from '../components/IconButton.tsx';
import { diffKeys, previewKeys } from './keys.ts';
import type { PaneMode } from './pane-mode.ts';

interface ModeButtonsProps {
  /** What they are about, e.g. “summary”, for their names. */
  what: string;
  mode: PaneMode;
  /** Whether there is a preview of this kind of text. */
  preview: boolean;
  toggle: (mode: 'preview' | 'diff') => void;
}

/** Switches a pane between its text, its preview, and the diff against what is saved. */
export function ModeButtons({ what, mode, preview, toggle }: ModeButtonsProps) {
  return (
    <>
      {preview && (
        <IconButton
          icon="eye"
          label={`Preview ${what}`}
          keys={previewKeys}
          aria-pressed={mode === 'preview'}
          onClick={() => toggle('preview')}
        />
      )}
      <IconButton
        icon="diff"
        label={`Compare ${what} with what is saved`}
        keys={diffKeys}
        aria-pressed={mode === 'diff'}
        onClick={() => toggle('diff')}
      />
    </>
  );
}
