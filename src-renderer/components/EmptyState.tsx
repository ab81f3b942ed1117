import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What will appear here, and what was looked for. */
  children: ReactNode;
  /** The next step. */
  actions?: ReactNode;
}

/** A place that holds nothing yet. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <div>
        <h2>{title}</h2>
        <div className="empty-state-text">{children}</div>
        {actions && <div className="empty-state-actions">{actions}</div>}
      </div>
    </div>
  );
}
