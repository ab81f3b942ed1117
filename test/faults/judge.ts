import { isStoreError, type StoreError } from '#shared/errors.ts';
import type { Passed } from './fault-proxy.ts';
import { type Change, standing } from './journal.ts';
import type { Expected, Operation, State } from './operations.ts';
import { isChange } from './requests.ts';

/** What an operation said of itself. */
export type Outcome =
  | { readonly kind: 'done'; readonly expected: ReadonlyMap<string, Expected> }
  | { readonly kind: 'refused'; readonly error: StoreError }
  | { readonly kind: 'defect'; readonly words: string }
  | { readonly kind: 'hang' };

/** What came of an operation, as nobody but the test can see it. */
export interface Truth {
  readonly changes: readonly Change[];
  readonly passed: readonly Passed[];
  readonly stored: (key: string) => State;
}

/** What an operation ends with. */
export async function outcomeOf(operation: Operation): Promise<Outcome> {
  try {
    return { kind: 'done', expected: await operation.run() };
  } catch (error) {
    if (isStoreError(error)) return { kind: 'refused', error };
    return { kind: 'defect', words: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** What is wrong with an outcome; null if it is true. */
export function judge(operation: Operation, outcome: Outcome, truth: Truth): string | null {
  if (outcome.kind === 'hang') return 'it hangs';
  if (outcome.kind === 'defect') return outcome.words;
  const made = standing(truth.changes);
  const { leaves } = operation;
  const isKnown = ({ after, before }: Change) =>
    same(before, after) || (leaves?.some((state) => same(state, after)) ?? true);
  if (!made.every(isKnown)) return 'it leaves what nobody has written';
  return outcome.kind === 'done'
    ? (wrongSuccess(outcome.expected, truth, made) ?? wrongClaim(operation, truth))
    : wrongRefusal(operation, outcome.error, truth, made);
}

/** What was said to be done is there, or was until somebody else came. */
function wrongSuccess(
  expected: ReadonlyMap<string, Expected>,
  { changes, stored }: Truth,
  made: readonly Change[],
): string | null {
  for (const [key, wanted] of expected) {
    if (fits(wanted, stored(key))) continue;
    const wasThere = made.some((change) => change.key === key && fits(wanted, change.after));
    const last = changes.findLast((change) => change.key === key);
    if (!wasThere || last?.by !== 'them') return `${key} is said to be done, and is not so`;
  }
  const others = made.find(({ key }) => !expected.has(key));
  return others ? `it says nothing of ${others.key}, which it has changed` : null;
}

/** Who is told that nobody came between was not written over somebody. */
function wrongClaim({ claims }: Operation, { changes }: Truth): string | null {
  const said = claims?.();
  if (said !== 'server' && said !== 'versions') return null;
  const over = changes.find(({ by, before }, at) => {
    const last = changes.slice(0, at).findLast((one) => !same(one.before, one.after));
    return by === 'us' && before !== null && last?.by === 'them' && last.during !== null;
  });
  return over ? `it says that nobody came between (${said}), and somebody did` : null;
}

function wrongRefusal(
  { tells }: Operation,
  error: StoreError,
  { changes, passed }: Truth,
  made: readonly Change[],
): string | null {
  const { code, message, data } = error;
  if (code === 'READ_ONLY') return `the store became read-only: ${message}`;
  const changed = [...new Set(made.filter((one) => isInEffect(one, changes)).map(({ key }) => key))];
  if (data.mayBeDone) {
    // What was made and taken back counts, too: that may not have been seen.
    const isOpen = changes.some(({ by }) => by === 'us') || passed.some(isUncertain);
    return isOpen ? null : `certainly not done, and said that it may be (${code}: ${message})`;
  }
  if (changed.length === 0 || tells?.(error, changed)) return null;
  return `done, and refused with ${code}: ${message}`;
}

/** A text counts also where somebody has replaced it since; but not where it is as it was before. */
function isInEffect(one: Change, changes: readonly Change[]): boolean {
  if (same(one.before, one.after)) return false;
  const last = changes.findLast(({ key }) => key === one.key);
  if (last?.by === 'them' && same(last.after, one.before)) return false;
  // Of a deletion nothing is left then.
  return one.after !== null || last?.after === null;
}

/** Whether a request may have changed something, for all that its sender knows. */
function isUncertain({ name, fate, isMissed }: Passed): boolean {
  if (!isChange(name)) return false;
  if (fate.kind === 'pass') return isMissed;
  return fate.kind !== 'status' || fate.answer.status >= 500 || fate.answer.status === 409;
}

function fits(expected: Expected, state: State): boolean {
  return typeof expected === 'function' ? expected(state) : same(expected, state);
}

function same(a: State, b: State): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
