import { type FormEvent, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { Button, Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../components/TextField.tsx';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { formatCount, plural } from '../words/numbers.ts';
import { KeepsNotice } from './KeepsNotice.tsx';
import { beginSearch, goOn, type PastSearch, stepsAtOnce, usePastSearches } from './past-search.ts';
import { Rows } from './Rows.tsx';

const atOnce = stepsAtOnce * 1000;

function howFar({ found, looked, cursor, stop }: PastSearch): string {
  const end = stop ? ' so far' : cursor === null ? '. That is all.' : '. There are more.';
  return `${formatCount(found.length)} deleted of ${plural(looked, 'session')} looked at${end}`;
}

function Found({ store, search }: { store: StoreId; search: PastSearch }) {
  const { found, cursor, stop, problem } = search;
  return (
    <>
      {problem !== null && (
        <Notice kind="error" actions={<Link onClick={() => void goOn(store)}>Try again</Link>}>
          {problem}
        </Notice>
      )}
      <p className="past-how-far" role="status">
        {howFar(search)}
        {stop && <Link onClick={stop}>Stop</Link>}
        {!stop && cursor !== null && <Link onClick={() => void goOn(store)}>Look at more</Link>}
      </p>
      {found.length > 0 && (
        <Rows label="Deleted sessions" items={found} keyOf={(id) => id}>
          {(id) => (
            <Link className="mono past-name" title={id} onClick={() => openTab({ kind: 'past', store, id })}>
              {id}
            </Link>
          )}
        </Rows>
      )}
    </>
  );
}

/** A search for the sessions that were deleted from a bucket, by whomever. */
export function PastSessionsView({ store: id }: { store: StoreId }) {
  const store = useStore(id);
  const search = usePastSearches((state) => state.searches.get(id));
  const [startsWith, setStartsWith] = useState(search?.startsWith ?? '');
  const look = (event: FormEvent) => {
    event.preventDefault();
    void beginSearch(id, startsWith);
  };
  return (
    <div className="document-view">
      <DocumentHead crumbs={[{ label: store?.name ?? 'Store' }, { label: 'Deleted sessions' }]} />
      <KeepsNotice store={id} />
      <form className="search-row" onSubmit={look}>
        <TextField
          icon="search"
          aria-label="Beginning of the id"
          placeholder="Beginning of the id, or nothing for all"
          mono
          value={startsWith}
          onChange={setStartsWith}
          maxLength={1024}
        />
        <Button variant="outline" large submit disabled={store?.state !== 'open'}>
          Look for deleted sessions
        </Button>
      </form>
      {search ? (
        <Found store={id} search={search} />
      ) : (
        <EmptyState title="What others have deleted">
          <p>
            A bucket that keeps versions still holds the sessions that were deleted from it. To find them, all
            that it has ever held is held against what is there: two requests for every 1,000 sessions, for up
            to {formatCount(atOnce)} sessions at a time. The beginning of an id makes it two requests.
          </p>
        </EmptyState>
      )}
    </div>
  );
}
