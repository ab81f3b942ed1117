import { Icon, type IconName } from './Icon.tsx';

export type Status =
  | 'active'
  | 'running'
  | 'completed'
  | 'error'
  | 'damaged'
  | 'waiting'
  | 'passed'
  | 'other';

const glyphs: Record<Status, IconName> = {
  active: 'status-active',
  running: 'status-running',
  completed: 'status-completed',
  error: 'status-error',
  damaged: 'status-damaged',
  waiting: 'status-waiting',
  passed: 'status-passed',
  other: 'status-other',
};

/** The glyph for what a record says: known ones have their own, any other a plain small dot. */
export function statusOf(status: string, damaged: boolean): Status {
  if (damaged) return 'damaged';
  return status === 'active' || status === 'completed' || status === 'error' || status === 'running'
    ? status
    : 'other';
}

/** A status by shape and colour. Give the word beside it, or as its label. */
export function StatusGlyph({ status, label }: { status: Status; label?: string }) {
  return (
    <Icon
      name={glyphs[status]}
      className={status === 'running' ? 'spin' : undefined}
      {...(label ? { label } : {})}
    />
  );
}
