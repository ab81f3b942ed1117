import type { ReactNode } from 'react';

interface PartHeadProps {
  title: string;
  /** In small text after the title. */
  note?: ReactNode;
  /** Controls at the right. */
  children?: ReactNode;
}

/** The head of one part of the overview. */
export function PartHead({ title, note, children }: PartHeadProps) {
  return (
    <div className="session-part-head">
      <h3 className="ellipsis">{title}</h3>
      {note && <span className="small text-3 ellipsis">{note}</span>}
      <span className="spacer" />
      {children}
    </div>
  );
}
