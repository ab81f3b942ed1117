import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

const signs = {
  info: { icon: 'info', tone: 'tone-3' },
  outside: { icon: 'refresh', tone: 'tone-warn' },
  warning: { icon: 'warning', tone: 'tone-warn' },
  error: { icon: 'error', tone: 'tone-error' },
  readonly: { icon: 'lock', tone: 'tone-3' },
  waiting: { icon: 'status-waiting', tone: 'tone-3' },
  undo: { icon: 'undo', tone: 'tone-3' },
} as const satisfies Record<string, { icon: IconName; tone: string }>;

interface NoticeProps {
  kind: keyof typeof signs;
  /** One or two sentences: what, where, why. */
  children: ReactNode;
  /** Links beneath. */
  actions?: ReactNode;
}

/** Says in its place what happened. Screen readers hear it as it comes. */
export function Notice({ kind, children, actions }: NoticeProps) {
  const { icon, tone } = signs[kind];
  return (
    <div className="notice" role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} className={tone} />
      <p>{children}</p>
      {actions && <span className="notice-actions">{actions}</span>}
    </div>
  );
}
