import type { ReactNode } from 'react';

/** One part of the inspector, with a hairline above all but the first. */
export function FactSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="inspector-section">
      {title && <h3>{title}</h3>}
      {children}
    </section>
  );
}

export interface Fact {
  name: string;
  /** Null and empty are left out. */
  value: ReactNode;
  /** For ids, paths, keys and versions. */
  mono?: boolean;
  /** The whole of what is shortened. */
  title?: string | undefined;
}

/** Names and values in two columns. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="inspector-facts">
      {facts
        .filter(({ value }) => value !== null && value !== '')
        .map(({ name, value, mono, title }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={mono ? 'mono' : ''} title={title}>
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}
