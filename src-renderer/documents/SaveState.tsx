import { useConnection } from '../client/connection.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { guardedWords, savedWords } from '../guarantee/words.ts';
import { formatClock } from '../words/times.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

/** What became of the last save, or of what is not saved, in a word. */
export function SaveState({ document }: { document: OpenDocument }) {
  const { saving, savedAt, savedGuarded, trouble, dirty, draft } = useDocumentState(
    document,
    (state) => state,
  );
  // What is typed while there is no connection is not on disk.
  const connected = useConnection(({ state: connection }) => connection === 'open');
  const refused =
    trouble !== null && (trouble.kind === 'refused' || ('found' in trouble && trouble.found === 'saving'));
  return (
    <span className="save-state" role="status">
      {saving ? (
        <>
          <StatusGlyph status="running" />
          Saving
        </>
      ) : refused ? (
        <span className="tone-error">
          <Icon name="error" />
          Refused
        </span>
      ) : dirty ? (
        !connected ? (
          <span
            className="tone-warn"
            title="The app cannot be reached. What you type now stays in this window until it can."
          >
            <Icon name="warning" />
            Not connected
          </span>
        ) : (
          draft.kept && (
            <span className="tone-accent" title="Kept on this machine until you save or discard it">
              Draft kept
            </span>
          )
        )
      ) : (
        savedAt !== null && (
          <span className="tone-ok" title={savedGuarded ? guardedWords(savedGuarded) : undefined}>
            <Icon name="check" />
            {savedGuarded ? savedWords[savedGuarded.by] : 'Saved'} {formatClock(savedAt)}
          </span>
        )
      )}
    </span>
  );
}
