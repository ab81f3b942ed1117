import { Button } from '../components/Button.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useOpening } from '../stores/open.ts';

interface ConnectActionsProps {
  /** The form says that nothing may be written: then there is no other way to connect. */
  readOnly: boolean;
  /** Whether there is something to save. */
  edited: boolean;
  onConnect: (readOnly: boolean) => void;
  onSave: () => void;
  /** A few words at the right. */
  note: string;
}

/** What can be done with the form of a connection. */
export function ConnectActions({ readOnly, edited, onConnect, onSave, note }: ConnectActionsProps) {
  const opening = useOpening((state) => state.opening);
  return (
    <div className="connect-actions">
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
      {opening && (
        <span className="connect-opening" role="status">
          <StatusGlyph status="running" />
          <span className="ellipsis">Opening {opening.place}</span>
          <Button onClick={opening.stop}>Stop</Button>
        </span>
      )}
      <span className="spacer" />
      <span className="small text-3">{note}</span>
    </div>
  );
}
