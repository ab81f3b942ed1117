import { Button } from '../components/Button.tsx';
import { formatExact } from '../words/times.ts';
import type { TextBuffer } from './buffer.ts';
import DiffView from './DiffView.tsx';
import type { Theirs } from './document-state.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

interface CompareViewProps {
  document: OpenDocument;
  buffer: TextBuffer;
  theirs: Theirs;
  /** Said by screen readers: what the text is. */
  label: string;
  readOnly: boolean;
}

/** Both sides of a conflict, and the three ways out of it. Mine, at the right, can still be edited. */
export default function CompareView({ document, buffer, theirs, label, readOnly }: CompareViewProps) {
  const saving = useDocumentState(document, (state) => state.saving);
  return (
    <div className="compare">
      <fieldset className="compare-choices" aria-label="What to do with the two texts">
        {!readOnly && (
          <>
            <Button variant="primary" disabled={saving} onClick={() => void document.saveOverTheirs()}>
              Save mine
            </Button>
            <p>Writes your text in the place of theirs, unless the file changes once more.</p>
          </>
        )}
        <Button variant="outline" onClick={() => document.takeTheirs()}>
          Take theirs
        </Button>
        <p>Shows their text in the editor and writes nothing; undo brings yours back.</p>
        <Button variant="outline" onClick={() => document.stopComparing()}>
          Keep editing
        </Button>
        <p>Goes back to your text; nothing is written, and both stay as they are.</p>
      </fieldset>
      <div className="compare-heads">
        <span>Theirs, in the store since {formatExact(theirs.modifiedAt)}</span>
        <span>Mine, not saved</span>
      </div>
      <DiffView
        document={document}
        buffer={buffer}
        original={theirs.text}
        label={label}
        originalLabel="Theirs"
        readOnly={readOnly}
        beside
      />
    </div>
  );
}
