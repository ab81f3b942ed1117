import type { Kind } from './bounds.ts';
import type { Passed } from './fault-proxy.ts';
import type { Outcome } from './judge.ts';

/** What one operation took. */
export interface Spent {
  readonly passed: readonly Passed[];
  readonly milliseconds: number;
}

/** What came of a number of operations. */
export class Tally {
  operations = 0;
  done = 0;
  refused = 0;
  /** Refused, and said that it may have been done all the same. */
  uncertain = 0;
  requests = 0;
  /** Of them, those to which something happened. */
  faults = 0;
  /** How often somebody else wrote while a change was on its way. */
  intrusions = 0;
  /** How often that was overwritten where nothing can be done about it: nothing is checked, nothing kept. */
  unseen = 0;
  /** In milliseconds, of one operation. */
  longest = 0;
  /** Most requests of one operation, by kind. */
  readonly most: Partial<Record<Kind, number>> = {};
  /** By kind, how many were done and how many refused. */
  readonly outcomes: Partial<Record<Kind, [done: number, refused: number]>> = {};
  /** What must not be, in words; none. */
  readonly violations: string[] = [];

  add(kind: Kind, outcome: Outcome, { passed, milliseconds }: Spent): void {
    this.operations += 1;
    const isDone = outcome.kind === 'done';
    const isRefused = outcome.kind === 'refused';
    this.done += Number(isDone);
    this.refused += Number(isRefused);
    this.uncertain += Number(isRefused && outcome.error.data.mayBeDone === true);
    const [done, refused] = this.outcomes[kind] ?? [0, 0];
    this.outcomes[kind] = [done + Number(isDone), refused + Number(isRefused)];
    this.requests += passed.length;
    this.faults += passed.filter(({ fate }) => fate.kind !== 'pass').length;
    this.longest = Math.max(this.longest, Math.round(milliseconds));
    this.most[kind] = Math.max(this.most[kind] ?? 0, passed.length);
  }
}
