import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './document-head.css';

/** One step of the way to what a tab shows. */
export interface Crumb {
  label: string;
  /** For ids. */
  mono?: boolean;
  /** Opens it; without, it is a word only. */
  open?: (() => void) | undefined;
}

interface DocumentHeadProps {
  /** From the store down; the last is what is shown. */
  crumbs: readonly Crumb[];
  /** Right after the name: a dot, a copy button. */
  mark?: ReactNode;
  /** Facts in small text, e.g. “JSON, 595 B, 3 items”. */
  facts?: ReactNode;
  /** Controls at the right. */
  children?: ReactNode;
}

function CrumbName({ crumb, last }: { crumb: Crumb; last: boolean }) {
  const className = crumb.mono ? 'crumb mono' : 'crumb';
  if (last)
    return (
      <h2 className={`${className} crumb-last`} title={crumb.label}>
        {crumb.label}
      </h2>
    );
  if (!crumb.open) return <span className={className}>{crumb.label}</span>;
  return (
    <button type="button" className={className} onClick={crumb.open}>
      {crumb.label}
    </button>
  );
}

/** The line at the top of a tab: where its content lies, what it is, and what can be done with it. */
export function DocumentHead({ crumbs, mark, facts, children }: DocumentHeadProps) {
  return (
    <header className="document-head">
      <nav className="crumbs" aria-label="Path">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          const way = crumbs.slice(0, index + 1).map(({ label }) => label);
          return (
            <span
              key={way.join('/')}
              className={
                last ? 'crumb-step crumb-step-last' : index > 0 ? 'crumb-step crumb-middle' : 'crumb-step'
              }
            >
              {index > 0 && <Icon name="chevron-right" />}
              <CrumbName crumb={crumb} last={last} />
            </span>
          );
        })}
      </nav>
      {mark}
      {facts && <span className="document-facts">{facts}</span>}
      <span className="spacer" />
      {children}
    </header>
  );
}
