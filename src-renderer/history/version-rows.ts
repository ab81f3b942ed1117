import type { Version } from '#shared/model/history.ts';
import { formatDay } from '../words/times.ts';

/** One line of the list of versions. `index` counts versions, from the newest. */
export type VersionRow =
  | { kind: 'day'; label: string }
  | { kind: 'version'; version: Version; before: Version | undefined; index: number }
  | { kind: 'more' };

/** A number for a day here; naming each time in words would cost 10,000 versions a tenth of a second. */
function dayOf(time: number): number {
  const date = new Date(time);
  return (date.getFullYear() * 12 + date.getMonth()) * 31 + date.getDate();
}

/** Versions with a heading before each day. */
export function rowsOf(versions: readonly Version[], more: boolean, now = Date.now()): VersionRow[] {
  const rows: VersionRow[] = [];
  let last: number | null = null;
  versions.forEach((version, index) => {
    const day = dayOf(version.at);
    if (day !== last) rows.push({ kind: 'day', label: formatDay(version.at, now) });
    last = day;
    rows.push({ kind: 'version', version, before: beforeOf(versions, index), index });
  });
  if (more) rows.push({ kind: 'more' });
  return rows;
}

/** What the file held before a version: the next older one that was in the file, which a dropped draft never was. */
export function beforeOf(versions: readonly Version[], index: number): Version | undefined {
  for (let at = index + 1; at < versions.length; at++)
    if (versions[at]?.reason !== 'draft') return versions[at];
  return undefined;
}
