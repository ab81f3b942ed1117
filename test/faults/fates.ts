import { Random } from '../support/random.ts';
import { isChange, isLook } from './requests.ts';

/** What becomes of one request on its way. `done`: the server has carried it out all the same. */
export type Fate =
  | { readonly kind: 'pass'; readonly delay: number }
  | { readonly kind: 'reset'; readonly when: 'before' | 'in-request' | 'after-request' | 'in-answer' }
  | { readonly kind: 'silence'; readonly done: boolean }
  | { readonly kind: 'status'; readonly answer: Trouble; readonly done: boolean }
  | { readonly kind: 'garbage'; readonly body: 'page' | 'half' | 'error'; readonly done: boolean }
  /** Said to be longer or shorter than it is; null where no length is said. */
  | { readonly kind: 'length'; readonly by: number | null };

/** What becomes of a request, and whether somebody else writes right before the server takes it, or right after. */
export interface Plan {
  readonly fate: Fate;
  readonly intrusion: 'before' | 'after' | null;
}

/** An error of S3 as it comes from a server that is in trouble. */
export interface Trouble {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly elements?: string;
}

/** Writers who meet. */
const conflicts: readonly Trouble[] = [
  { status: 409, code: 'OperationAborted' },
  { status: 409, code: 'ConditionalRequestConflict' },
];
const races = conflicts.map((answer): Fate => ({ kind: 'status', answer, done: false }));

const troubles: readonly Trouble[] = [
  { status: 500, code: 'InternalError' },
  { status: 503, code: 'SlowDown' },
  { status: 503, code: 'SlowDown', headers: { 'retry-after': '1' } },
  { status: 503, code: 'ServiceUnavailable' },
  ...conflicts,
  {
    status: 301,
    code: 'PermanentRedirect',
    headers: { 'x-amz-bucket-region': 'eu-west-1' },
    elements: '<Endpoint>elsewhere.example.org</Endpoint>',
  },
  { status: 400, code: 'ExpiredToken' },
  { status: 403, code: 'AccessDenied' },
];

/** A change is done, and its answer does not come. */
const lost: readonly Fate[] = [
  { kind: 'reset', when: 'after-request' },
  { kind: 'status', answer: { status: 500, code: 'InternalError' }, done: true },
];

/** How bad it is while something is done: the share of requests that something happens to. */
const shares = [0, 0, 0.1, 0.25, 0.6, 1] as const;
/** Of operations in which one kind of request fails in one way, again and again; shows how often each is tried. */
const stubbornSteps = 0.12;
/** Of operations in which somebody else writes at the worst moments, and of the changes in them that it meets. */
const intrudedSteps = 0.25;
const intrudedChanges = 0.6;
/** In one operation; those who write all the time are another test's. */
const maxIntrusions = 2;

/** Nothing happens. */
export const calm: Plan = { fate: { kind: 'pass', delay: 0 }, intrusion: null };

/** What fails in an operation in which one thing fails again and again. */
interface Stubborn {
  readonly meets: (name: string) => boolean;
  /** So many go well before. */
  readonly after: number;
  readonly fate: Fate;
}

/** Decides what becomes of requests: the same for the same seed, step and request, whatever else goes on. */
export class Fates {
  readonly #seed: number;
  #step = 0;
  #share = 0;
  #stubborn: Stubborn | null = null;
  #intrusions = 0;
  readonly #seen = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** What follows is done in the weather of this step. */
  begin(step: number): void {
    this.#step = step;
    this.#seen.clear();
    const random = new Random(mixed(this.#seed, `weather ${step}`));
    this.#share = random.pick(shares);
    this.#stubborn = random.chance(stubbornSteps) ? stubbornness(random) : null;
    this.#intrusions = random.chance(intrudedSteps) ? maxIntrusions : 0;
  }

  /** Of the next request of this name. */
  next(name: string): Plan {
    const nth = this.#seen.get(name) ?? 0;
    this.#seen.set(name, nth + 1);
    const random = new Random(mixed(this.#seed, `${this.#step} ${name} ${nth}`));
    const fate = this.#stubborn ? this.#again(this.#stubborn, name) : fateIn(random, this.#share);
    const intrusion = this.#intrusion(name, random);
    // The worst moment of all: it is done, nobody knows of it, and it is about to be sent again.
    const isLost = intrusion === 'after' && random.chance(0.5);
    return { fate: isLost ? random.pick(lost) : fate, intrusion };
  }

  #again(stubborn: Stubborn, name: string): Fate {
    if (!stubborn.meets(name)) return calm.fate;
    const met = this.#seen.get('met') ?? 0;
    this.#seen.set('met', met + 1);
    return met < stubborn.after ? calm.fate : stubborn.fate;
  }

  #intrusion(name: string, random: Random): Plan['intrusion'] {
    if (this.#intrusions === 0 || !isChange(name) || !random.chance(intrudedChanges)) return null;
    this.#intrusions -= 1;
    return random.chance(0.35) ? 'before' : 'after';
  }
}

function stubbornness(random: Random): Stubborn {
  const after = random.pick([0, 0, 1, 2, 4]);
  // What is tried again most often: who meets it shows how often that is.
  if (random.chance(0.4)) return { meets: isChange, after: 0, fate: random.pick(races) };
  return { meets: random.pick([isChange, isLook, () => true]), after, fate: badFate(random) };
}

function fateIn(random: Random, share: number): Fate {
  if (!random.chance(share)) return calm.fate;
  if (random.chance(0.2)) return { kind: 'pass', delay: random.between(1, 60) };
  return badFate(random);
}

function badFate(random: Random): Fate {
  const done = random.chance(0.5);
  switch (random.below(7)) {
    case 0:
    case 1:
      return { kind: 'reset', when: random.pick(['before', 'in-request', 'after-request', 'in-answer']) };
    case 2:
    case 3: {
      const answer = random.pick(troubles);
      // Who refuses has done nothing; who fails may have.
      return { kind: 'status', answer, done: done && answer.status >= 500 };
    }
    case 4:
      return { kind: 'garbage', body: random.pick(['page', 'half', 'error']), done };
    case 5:
      if (random.chance(0.3)) return { kind: 'length', by: null };
      return { kind: 'length', by: random.pick([-1, 1]) * random.between(1, 40) };
    default:
      // Costs the time until it is given up, so it is rarer.
      return random.chance(0.3) ? { kind: 'silence', done } : { kind: 'reset', when: 'after-request' };
  }
}

/** A seed of 32 bits from another and a name (FNV-1a). */
export function mixed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash | 0;
}
