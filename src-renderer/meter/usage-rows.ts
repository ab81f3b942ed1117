import Papa from 'papaparse';
import {
  type ActionUsage,
  addTally,
  emptyTally,
  type RequestKind,
  requestKinds,
  requestsOf,
  type Tally,
  type Usage,
} from '#shared/model/usage.ts';
import { actionWords } from './action-words.ts';

/** What one thing that people know by one name has cost. */
export interface UsageRow {
  words: string;
  runs: number;
  most: number;
  tally: Tally;
}

/** One row for all actions of the same name, what cost most first. */
export function usageRows(actions: readonly ActionUsage[]): UsageRow[] {
  const rows = new Map<string, UsageRow>();
  for (const action of actions) {
    const words = actionWords(action.action);
    const row = rows.get(words) ?? { words, runs: 0, most: 0, tally: emptyTally() };
    rows.set(words, row);
    row.runs += action.runs;
    row.most = Math.max(row.most, action.most);
    addTally(row.tally, action);
  }
  return [...rows.values()].sort((a, b) => requestsOf(b.tally) - requestsOf(a.tally));
}

/** How the kinds of requests are headed. */
export const kindWords: Readonly<Record<RequestKind, string>> = {
  list: 'LIST',
  get: 'GET',
  head: 'HEAD',
  put: 'PUT',
  delete: 'DELETE',
  post: 'POST',
  signIn: 'Sign-in',
};

/** The kinds that there were any of. */
export function kindsOf({ requests }: Tally): RequestKind[] {
  return requestKinds.filter((kind) => requests[kind] > 0);
}

/** The table as text for a spreadsheet: exact figures, no totals. */
export function usageCsv({ actions }: Usage): string {
  const head = ['For', 'Times', 'Most at a time', ...requestKinds.map((kind) => kindWords[kind])];
  const rows = usageRows(actions).map(({ words, runs, most, tally }) => [
    words,
    runs,
    most,
    ...requestKinds.map((kind) => tally.requests[kind]),
    tally.bytesUp,
    tally.bytesDown,
  ]);
  return Papa.unparse([[...head, 'Bytes sent', 'Bytes received'], ...rows]);
}
