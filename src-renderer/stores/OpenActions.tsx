import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/commands.ts';
import { Link } from '../components/Button.tsx';
import { Icon, type IconName } from '../components/Icon.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useOpening } from './open.ts';

interface OpenActionProps {
  command: string;
  icon: IconName;
  name: string;
  children: ReactNode;
}

function OpenAction({ command, icon, name, children }: OpenActionProps) {
  const keys = keysOf(command);
  return (
    <button type="button" className="open-action" onClick={() => runCommand(command)}>
      <Icon name={icon} size={20} />
      <span className="open-action-name">{name}</span>
      {keys && <KeyCaps keys={keys} />}
      <span className="open-action-text">{children}</span>
    </button>
  );
}

/** Every way to open a store. */
export function OpenActions() {
  const opening = useOpening((state) => state.opening);
  return (
    <>
      <OpenAction command="store.openFolder" icon="folder" name="Open a folder">
        The folder that holds <span className="mono">sessions/</span>, or one above it
      </OpenAction>
      <OpenAction command="store.openS3" icon="bucket" name="Connect to S3">
        Amazon, MinIO, Ceph, R2 and others
      </OpenAction>
      <OpenAction command="store.openSample" icon="session" name="Look at a sample store">
        In memory; nothing you do to it is kept
      </OpenAction>
      <OpenAction command="store.openScratch" icon="memory" name="Start with an empty store">
        In memory, to try things out
      </OpenAction>
      {opening && (
        <p className="welcome-opening" role="status">
          <StatusGlyph status="running" />
          <span className="ellipsis">Opening {opening.place}</span>
          <Link onClick={opening.stop}>Stop</Link>
        </p>
      )}
    </>
  );
}
