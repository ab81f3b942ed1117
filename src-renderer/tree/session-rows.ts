import type { StoreId } from '#shared/model/store.ts';
import { contentRows, messageRow, type View } from './content-rows.ts';
import { placeRows, type Run } from './flat-list.ts';
import type { Heading, Order } from './order.ts';
import { type Draft, type Row, rowId } from './rows.ts';
import type { StoreData } from './store-data.ts';

/** Which sessions stand in the list, and how. */
export interface SessionList {
  /** Places to indexes of `data.ids`; null: all, in store order. */
  order: Order;
  headings: readonly Heading[];
  /** Sessions that are shown for what lies in them: unfolded, with what matches. */
  byContents: ReadonlySet<string>;
  /** True for the moment in which what orders them is read: none is shown. */
  waiting: boolean;
  /** Announced size of the set; −1 while more may come. */
  setSize: number;
}

const depth = 1;
const level = 3;

function sessionRow(
  data: StoreData,
  session: string,
  place: number,
  setSize: number,
  expanded: boolean,
): Row {
  return {
    id: rowId.session(data.id, session),
    parent: rowId.section(data.id, 'sessions'),
    level,
    depth,
    expanded,
    posInSet: place + 1,
    setSize,
    kind: 'session',
    store: data.id,
    session,
    facts: data.facts.get(session) ?? null,
    item: { kind: 'session', store: data.id, session },
  };
}

/** A stretch of folded sessions. */
function sessionRun(data: StoreData, list: SessionList, from: number, to: number): Run {
  const { order } = list;
  const idAt = (place: number) => data.ids[order ? (order[place] ?? -1) : place] ?? '';
  const prefix = rowId.session(data.id, '');
  return {
    length: to - from,
    rowAt: (offset) => sessionRow(data, idAt(from + offset), from + offset, list.setSize, false),
    placeOf: (id) => {
      if (!id.startsWith(prefix)) return -1;
      const session = id.slice(prefix.length);
      for (let place = from; place < to; place++) if (idAt(place) === session) return place - from;
      return -1;
    },
  };
}

/** What stands below an unfolded session. */
function childrenOf(data: StoreData, top: Draft, session: string, view: View): Row[] {
  const fetched = data.contents.get(session);
  const drafts: Draft[] = [];
  if (fetched?.error)
    drafts.push(
      messageRow(top, 'failed', 'error', fetched.error.message, {
        label: 'Try again',
        do: 'retry-contents',
        store: data.id,
        session,
      }),
    );
  if (fetched?.value) drafts.push(...contentRows(view, data.id, top, fetched.value));
  else if (!fetched?.error) {
    const id = rowId.below(top.id, 'loading', '');
    const at = { id, parent: top.id, level: level + 1, depth: depth + 1, expanded: null };
    drafts.push({ ...at, kind: 'loading', text: `Reading session ${session}` });
  }
  return placeRows(drafts);
}

/** Places, within a list, of sessions that are unfolded; ascending. */
function unfoldedPlaces(data: StoreData, list: SessionList, view: View): number[] {
  const open = new Set<number>();
  const candidates = new Set([...data.contents.keys(), ...list.byContents]);
  const { order } = list;
  const length = order ? order.length : data.ids.length;
  const wanted = new Set<string>();
  for (const session of candidates)
    if (list.byContents.has(session) || view.isExpanded(rowId.session(data.id, session))) wanted.add(session);
  for (let place = 0; wanted.size > open.size && place < length; place++) {
    const id = data.ids[order ? (order[place] ?? -1) : place];
    if (id !== undefined && wanted.has(id)) open.add(place);
  }
  return [...open].sort((a, b) => a - b);
}

/** The rows of a store's sessions, with headings and what is unfolded between them. */
export function sessionParts(data: StoreData, list: SessionList, view: View): (Row | Run)[] {
  const length = list.order ? list.order.length : data.ids.length;
  const unfolded = unfoldedPlaces(data, list, view);
  const breaks = [
    ...list.headings.map(({ place, label }) => ({ place, label })),
    ...unfolded.map((place) => ({ place, label: null })),
  ].sort((a, b) => a.place - b.place || (a.label === null ? 1 : -1));
  const parts: (Row | Run)[] = [];
  let from = 0;
  for (const { place, label } of breaks) {
    if (place > from) parts.push(sessionRun(data, list, from, place));
    from = Math.max(from, place);
    if (label !== null) {
      parts.push(headingRow(data.id, label));
      continue;
    }
    const session = data.ids[list.order ? (list.order[place] ?? -1) : place] ?? '';
    const top = sessionRow(data, session, place, list.setSize, true);
    const matches = list.byContents.has(session) ? view.matches : null;
    parts.push(top, ...childrenOf(data, top, session, { ...view, matches }));
    from = place + 1;
  }
  if (from < length) parts.push(sessionRun(data, list, from, length));
  return parts;
}

function headingRow(store: StoreId, label: string): Row {
  const parent = rowId.section(store, 'sessions');
  const id = rowId.below(parent, 'heading', label);
  return { id, parent, level, depth, expanded: null, posInSet: 0, setSize: 0, kind: 'group', label };
}
