import { Button } from '../components/Button.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useOpening } from '../stores/open.ts';
import { TestButton } from '../xray/TestButton.tsx';
import type { Xray } from '../xray/use-xray.ts';

interface ConnectActionsProps {
  /** The form says that nothing may be written: then there is no other way to connect. */
  readOnly: boolean;
  /** Whether there is something to save. */
  edited: boolean;
  onConnect: (readOnly: boolean) => void;
  onSave: () => void;
  /** Left out where there is nothing to test. */
  xray?: Xray;
  /** A few words at the right; left out: what holds for every store. */
  note?: string | undefined;
}

/** What can be done with the form of a connection. */
export function ConnectActions({
  readOnly,
  edited,
  onConnect,
  onSave,
  xray,
  note = usualNote,
}: ConnectActionsProps) {
  const opening = useOpening((state) => state.opening);
  return (
    <fieldset className="connect-actions" aria-label="What to do with this connection">
      <Button variant="primary" large submit disabled={opening !== null}>
        {readOnly ? 'Connect read-only' : 'Connect'}
      </Button>
      {!readOnly && (
        <Button variant="outline" large disabled={opening !== null} onClick={() => onConnect(true)}>
          Connect read-only
        </Button>
      )}
      <Button variant="outline" large disabled={!edited} onClick={onSave}>
        Save
      </Button>
      {xray && <TestButton xray={xray} />}
      {opening && (
        <span className="connect-opening" role="status">
          <StatusGlyph status="running" />
          <span className="ellipsis">Opening {opening.place}</span>
          <Button onClick={opening.stop}>Stop</Button>
        </span>
      )}
      <span className="spacer" />
      <span className="connect-note">{note}</span>
    </fieldset>
  );
}

const usualNote = 'Opening a store writes nothing to it';
