import type { SessionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { StatusGlyph, statusOf } from '../components/StatusGlyph.tsx';
import { useStore } from '../stores/stores.ts';

interface SessionHeadProps {
  store: StoreId;
  session: string;
  /** Null while they are read. */
  facts: SessionFacts | null;
}

/** Where the session lies, its whole id, and its status. */
export function SessionHead({ store, session, facts }: SessionHeadProps) {
  const name = useStore(store)?.name ?? store;
  const status = facts && (facts.problem ? 'record unreadable' : facts.status || 'no status');
  return (
    <DocumentHead
      crumbs={[{ label: name }, { label: 'Sessions' }, { label: session, mono: true }]}
      mark={<CopyButton text={session} label="Copy the id" />}
      facts={
        facts && (
          <>
            <StatusGlyph status={statusOf(facts.status, facts.problem !== null)} />
            {status}
          </>
        )
      }
    />
  );
}
