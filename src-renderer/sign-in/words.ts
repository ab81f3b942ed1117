import type { Prompt, SignIn } from '#shared/model/sign-in.ts';
import { formatClock } from '../words/times.ts';

/** In ms: how long before the end of a sign-in it is said where people work. */
const soon = 5 * 60_000;

/** How a store stands with its credentials, where there is something to know. */
export interface Standing {
  /** `ending` within five minutes; `overdue`: it has ended, and is tried to be renewed. */
  kind: 'needed' | 'running' | 'ending' | 'overdue' | 'known';
  /** A few words, for the status line. */
  short: string;
  /** A sentence or two. */
  sentence: string;
}

/** Null where nothing is to be done and nothing will be: credentials that stay, or are renewed by themselves. */
export function standingOf(signIn: SignIn, now: number): Standing | null {
  const { state, expiresAt, renews, problem } = signIn;
  if (state === 'running')
    return { kind: 'running', short: 'Signing in', sentence: 'Somebody is signing in.' };
  const ended = problem ?? 'The sign-in has ended.';
  if (state === 'needed') return { kind: 'needed', short: 'Sign-in needed', sentence: ended };
  if (state === 'overdue') {
    return {
      kind: 'overdue',
      short: 'Credentials expired',
      sentence: `${ended} It is tried again by itself.`,
    };
  }
  if (expiresAt === null || renews) return null;
  const left = Math.max(0, Math.ceil((expiresAt - now) / 60_000));
  const minutes = `${left} minute${left === 1 ? '' : 's'}`;
  if (expiresAt - now <= soon) {
    const sentence = `The sign-in ends in ${minutes}. Until you sign in again, nothing can be saved after that.`;
    return { kind: 'ending', short: `Sign-in ends in ${left} min`, sentence };
  }
  const until = formatClock(expiresAt);
  return { kind: 'known', short: `Signed in until ${until}`, sentence: `The sign-in ends at ${until}.` };
}

/** Whether it is said where people work. */
export function isUrgent({ kind }: Standing): boolean {
  return kind === 'needed' || kind === 'ending' || kind === 'overdue';
}

/** What the action is called: somebody is asked, or the app only looks whether it was mended elsewhere. */
export function verbOf({ asks, state }: SignIn): string {
  if (state === 'overdue') return 'Renew now';
  return asks === 'nothing' ? 'Look again' : asks === 'keys' ? 'Enter new keys' : 'Sign in';
}

/** Who else waits for what is asked, as a sentence to follow another; empty where nobody does. */
export function alsoWords({ name, also }: Pick<Prompt, 'name' | 'also'>): string {
  const others = [...new Set(also.map((other) => other.name))].filter((other) => other !== name);
  if (others.length === 0) return '';
  const listed = new Intl.ListFormat('en-GB').format(others);
  return ` ${listed} ${others.length === 1 ? 'waits' : 'wait'} for it, too.`;
}
