import type { Store } from '#shared/model/store.ts';
import { formatCount, plural } from '../words/numbers.ts';
import { messageRow, type View } from './content-rows.ts';
import { FlatList, placeRows, type Run } from './flat-list.ts';
import { type Draft, type Row, type RowMessageAction, rowId } from './rows.ts';
import { sectionRows } from './section-rows.ts';
import { type SessionList, sessionParts } from './session-rows.ts';
import { listedCount, type Search, type StoreData } from './store-data.ts';

/** One store, with what its rows are made of. */
export interface StoreInTree {
  store: Store;
  data: StoreData;
  sessions: SessionList;
  /** Being connected. */
  connecting: boolean;
}

function sessionCount({ data, sessions }: StoreInTree, filtered: boolean): string {
  const length = listedCount(data);
  if (filtered) return `${formatCount(sessions.order?.length ?? length)} of ${formatCount(length)}`;
  if (data.listing === 'none') return '';
  if (data.listing === 'complete') return formatCount(length);
  if (data.total !== null) return `${formatCount(length)} of ${formatCount(data.total)}`;
  return length === 0 ? '' : `${formatCount(length)} so far`;
}

/** What became of asking the bucket for what begins with the text. */
function searchMessage(head: Draft, search: Search, act: Act): Draft {
  const { text, state, found, problem } = search;
  const begin = `${plural(found, 'id begins', 'ids begin')} with “${text}”`;
  switch (state) {
    case 'asking':
      return messageRow(head, 'search', 'quiet', `Asking the bucket for ids that begin with “${text}”`);
    case 'failed':
      return messageRow(head, 'search', 'error', problem ?? '', act('Try again', 'search-more'));
    case 'partial':
      return messageRow(head, 'search', 'quiet', `${begin}, and there are more`, act('More', 'search-more'));
    case 'complete':
      return messageRow(head, 'search', 'quiet', `${begin} in the whole bucket`);
  }
}

/** What a filter could not look through. */
function partialWords(data: StoreData): string {
  const listed = formatCount(listedCount(data));
  return data.search
    ? `Other matches are known among the ${listed} listed so far`
    : `Only ${listed} are listed so far`;
}

type Act = (label: string, what: RowMessageAction['do']) => RowMessageAction;

/** What is said below the sessions: how the listing stands, and what could not be listed. */
function listingMessages(part: StoreInTree, head: Draft, shown: number, filtered: boolean): Draft[] {
  const { data, store } = part;
  const act: Act = (label, what) => ({ label, do: what, store: store.id });
  const messages: Draft[] = data.problems.map((problem) =>
    messageRow(head, problem.key, 'warning', `${problem.key} could not be listed: ${problem.message}`),
  );
  if (data.listing === 'failed')
    messages.push(
      messageRow(
        head,
        'failed',
        'error',
        data.error?.message ?? 'Listing failed.',
        act('Try again', 'retry-list'),
      ),
    );
  if ((data.listing === 'loading' || part.sessions.waiting) && shown === 0 && !filtered) {
    for (const bar of ['first', 'second', 'third'])
      messages.push({
        id: rowId.below(head.id, 'loading', bar),
        parent: head.id,
        level: 3,
        depth: 1,
        expanded: null,
        kind: 'loading',
        text: 'Listing sessions',
      });
  }
  if (filtered && data.search) messages.push(searchMessage(head, data.search, act));
  if (data.listing === 'partial')
    messages.push(
      messageRow(
        head,
        'more',
        'quiet',
        filtered ? partialWords(data) : 'More sessions to list',
        act('List more', 'list-more'),
      ),
    );
  if (data.listing === 'complete' && shown === 0 && !part.sessions.waiting)
    messages.push(
      messageRow(
        head,
        'none',
        'quiet',
        filtered ? 'No match in sessions or nodes seen so far' : 'No sessions yet: no folder in sessions/',
      ),
    );
  return messages;
}

function sessionsSection(part: StoreInTree, view: View): (Row | Run)[] {
  const { store, data } = part;
  const filtered = view.matches !== null;
  const id = rowId.section(store.id, 'sessions');
  const expanded = filtered || view.isExpanded(id);
  const head: Draft = {
    id,
    parent: rowId.store(store.id),
    level: 2,
    depth: 0,
    expanded,
    kind: 'section',
    label: 'Sessions',
    count: sessionCount(part, filtered),
    item: { kind: 'section', store: store.id, section: 'sessions' },
  };
  if (!expanded) return placeRows([head]);
  const known = part.sessions.order ? part.sessions.order.length : data.ids.length;
  const shown = part.sessions.waiting ? 0 : known;
  const drafts = listingMessages(part, head, shown, filtered);
  const { setSize: listed } = part.sessions;
  const setSize = listed < 0 ? listed : listed + drafts.length;
  const rows = part.sessions.waiting ? [] : sessionParts(data, { ...part.sessions, setSize }, view);
  const messages = placeRows(drafts).map((row, index) => ({ ...row, posInSet: shown + index + 1, setSize }));
  return [...placeRows([head]), ...rows, ...messages];
}

function closedStoreMessages({ store, connecting }: StoreInTree, head: Draft): Draft[] {
  const act = (label: string, what: RowMessageAction['do']): RowMessageAction => ({
    label,
    do: what,
    store: store.id,
  });
  if (connecting) {
    const id = rowId.below(head.id, 'loading', '');
    const at = { id, parent: head.id, level: 2, depth: 0, expanded: null };
    return [{ ...at, kind: 'loading', text: `Connecting ${store.name}` }];
  }
  if (store.problem)
    return [messageRow(head, 'problem', 'error', store.problem, act('Try again', 'connect'))];
  return [messageRow(head, 'closed', 'quiet', 'Not connected', act('Connect', 'connect'))];
}

function storeParts(part: StoreInTree, view: View): (Row | Run)[] {
  const { store, data } = part;
  const id = rowId.store(store.id);
  const found = view.matches !== null && (part.sessions.order?.length ?? 0) > 0;
  const expanded =
    (view.isExpanded(id) || found) && (store.state === 'open' || part.connecting || store.problem !== null);
  const head: Draft = {
    id,
    parent: null,
    level: 1,
    depth: 0,
    expanded,
    kind: 'store',
    store,
    item: { kind: 'store', store: store.id },
  };
  if (!expanded) return [draftOf(head)];
  if (store.state !== 'open') return [draftOf(head), ...placeRows(closedStoreMessages(part, head))];
  const { sections } = data;
  const others: Draft[] = [];
  if (sections.error)
    others.push(
      messageRow({ id, level: 1, depth: -1 }, 'sections', 'error', sections.error.message, {
        label: 'Try again',
        do: 'retry-sections',
        store: store.id,
      }),
    );
  if (sections.value) others.push(...sectionRows(view, store.id, sections.value));
  const rows = [draftOf(head), ...sessionsSection(part, view), ...placeRows(others)];
  return placeAmong(rows, id);
}

const draftOf = (draft: Draft): Row => ({ ...draft, posInSet: 1, setSize: 1 });

/** Numbers the direct children of a row anew, where they came from more than one maker. */
function placeAmong(parts: (Row | Run)[], parent: string | null): (Row | Run)[] {
  const own = (part: Row | Run): part is Row => !('rowAt' in part) && part.parent === parent;
  const setSize = parts.filter(own).length;
  let posInSet = 0;
  return parts.map((part) => {
    if (!own(part)) return part;
    posInSet += 1;
    return { ...part, posInSet, setSize };
  });
}

/** The whole tree as one list. Costs as much as what is unfolded, however many sessions there are. */
export function buildTree(stores: readonly StoreInTree[], view: View): FlatList {
  return new FlatList(
    placeAmong(
      stores.flatMap((part) => storeParts(part, view)),
      null,
    ),
  );
}
