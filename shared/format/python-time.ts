/**
 * A moment as Python's `datetime.now(timezone.utc).isoformat()` has it: no fraction where there is none, six
 * digits otherwise. `microseconds` (0 to 999) are those below the millisecond.
 */
export function pythonIsoFormat(milliseconds: number, microseconds = 0): string {
  const [seconds = '', rest = ''] = new Date(milliseconds).toISOString().split('.');
  const fraction = rest.slice(0, 3) + String(microseconds).padStart(3, '0');
  return `${seconds}${fraction === '000000' ? '' : `.${fraction}`}+00:00`;
}

const zone = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** Milliseconds since the epoch of an ISO 8601 moment; one without a zone is taken as UTC. Null where it is none. */
export function parsePythonTime(text: string): number | null {
  const time = Date.parse(/\d:\d/.test(text) && !zone.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? null : time;
}
