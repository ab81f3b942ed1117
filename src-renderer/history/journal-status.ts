import { onEvent, onReconnected } from '../client/events.ts';
import { setStatusItem } from '../shell/status-items.ts';

const show = (problem: string | null) =>
  setStatusItem(
    'journal',
    problem === null ? null : { text: 'Not all is kept', tooltip: problem, isWarning: true },
  );

/** Says in the status line that drafts and versions cannot be kept as they should be, while it is so. Called once. */
export function followJournal(): void {
  onEvent('journal', ({ problem }) => show(problem));
  // What is still wrong is told again.
  onReconnected(() => show(null));
}
