import type { SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { menuOfOpen } from '../artifacts/file-menu.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu } from '../components/Menu.tsx';
import { StatusGlyph, statusOf } from '../components/StatusGlyph.tsx';
import { useIsRunning } from '../live/running.ts';
import { useStore } from '../stores/stores.ts';

interface SessionHeadProps {
  store: StoreId;
  session: string;
  /** Null while they are read. */
  contents: SessionContents | null;
}

function statusWord({ facts, record }: SessionContents): string {
  if (facts.problem === null) return facts.status || 'no status';
  return record ? 'record unreadable' : 'no record';
}

/** Where the session lies, its whole id, and its status. */
export function SessionHead({ store, session, contents }: SessionHeadProps) {
  const name = useStore(store)?.name ?? store;
  const running = useIsRunning(store, session);
  return (
    <DocumentHead
      crumbs={[{ label: name }, { label: 'Sessions' }, { label: session, mono: true }]}
      mark={<CopyButton text={session} label="Copy the id" />}
      facts={
        contents && (
          <>
            <StatusGlyph
              status={running ? 'running' : statusOf(contents.facts.status, contents.facts.problem !== null)}
            />
            <span
              className="ellipsis"
              title={running ? 'Somebody else wrote to it within the last minute' : undefined}
            >
              {running ? `running, ${statusWord(contents)}` : statusWord(contents)}
            </span>
          </>
        )
      }
    >
      <Menu items={menuOfOpen({ kind: 'session', store, session })}>
        <IconButton icon="more" label="More" />
      </Menu>
    </DocumentHead>
  );
}
