import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from '../components/Button.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { Select } from '../components/Select.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { TextField } from '../components/TextField.tsx';
import { useDrafts } from '../drafts/drafts-list.ts';
import { showDrafts } from '../drafts/open-draft.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { useStore } from '../stores/stores.ts';
import { formatCount, plural } from '../words/numbers.ts';
import { EditRows } from './EditRows.tsx';
import { countFates, type EditFilter, filterEdits } from './edit-rows.ts';
import { fateNames, fates } from './edit-words.ts';
import { useEditsList } from './edits-list.ts';
import { useSettleProblem } from './replaced.ts';
import './edits.css';

const everything: EditFilter = { fate: 'all', text: '' };

/** Every edit that was made here in a store, and what became of it. */
export default function EditsView({ tab }: { tab: TabOf<'edits'>; tabId: string }) {
  const store = useStore(tab.store);
  const { edits, whole, problem, again } = useEditsList(tab.store);
  const drafts = useDrafts((state) => state.drafts?.filter((draft) => draft.store === tab.store).length ?? 0);
  const settling = useSettleProblem(tab.store);
  const [filter, setFilter] = useState(everything);
  const counts = useMemo(() => countFates(edits ?? []), [edits]);
  const asked = useDeferredValue(filter);
  const shown = useMemo(() => filterEdits(edits ?? [], asked), [edits, asked]);
  const total = edits?.length ?? 0;
  const facts = total > 0 ? `${plural(total, 'edit')}${whole ? '' : ', and more to come'}` : undefined;
  return (
    <div className="document-view">
      <DocumentHead crumbs={[{ label: store?.name ?? 'Store' }, { label: 'Edits' }]} facts={facts} />
      {drafts > 0 && (
        <Notice kind="info" actions={<Link onClick={showDrafts}>Show drafts</Link>}>
          {plural(drafts, 'draft')} of this store {drafts === 1 ? 'is' : 'are'} not saved.
        </Notice>
      )}
      {problem && (
        <Notice kind="error" actions={<Link onClick={again}>Try again</Link>}>
          {problem}
        </Notice>
      )}
      {settling.problem !== null && (
        <Notice kind="error" actions={<Link onClick={settling.dismiss}>Close</Link>}>
          {settling.problem}
        </Notice>
      )}
      {edits === null && !problem && <SkeletonRows label="Loading the edits" rows={6} />}
      {edits && total === 0 && whole && (
        <EmptyState title="No edits yet">
          <p>
            What you save in this store is listed here with what became of it: whether the file still holds
            it, you edited on, or a run wrote over it.
          </p>
        </EmptyState>
      )}
      {total > 0 && (
        <>
          <div className="search-row">
            <TextField
              icon="filter"
              aria-label="Filter by name"
              placeholder="Filter by session, node, file"
              value={filter.text}
              onChange={(text) => setFilter({ ...filter, text })}
            />
            <Select
              aria-label="What became of them"
              value={filter.fate}
              options={[
                { value: 'all', label: `All ${formatCount(total)}` },
                ...fates.map((value) => ({
                  value,
                  label: `${fateNames[value]} ${formatCount(counts[value])}`,
                })),
              ]}
              onChange={(fate) => setFilter({ ...filter, fate })}
            />
          </div>
          {shown.length > 0 ? (
            <EditRows store={tab.store} edits={shown} />
          ) : (
            <EmptyState
              title="None of them"
              actions={<Link onClick={() => setFilter(everything)}>Show all edits</Link>}
            >
              <p>No edit of this store fits the filter.</p>
            </EmptyState>
          )}
        </>
      )}
    </div>
  );
}
