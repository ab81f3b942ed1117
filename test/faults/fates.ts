import { Random } from '../support/random.ts';

/** What becomes of one request on its way. `done`: the server has carried it out all the same. */
export type Fate =
  | { readonly kind: 'pass'; readonly delay: number }
  | { readonly kind: 'reset'; readonly when: 'before' | 'in-request' | 'after-request' | 'in-answer' }
  | { readonly kind: 'silence'; readonly done: boolean }
  | { readonly kind: 'status'; readonly answer: Trouble; readonly done: boolean }
  | { readonly kind: 'garbage'; readonly body: 'page' | 'half' | 'error'; readonly done: boolean }
  | { readonly kind: 'length'; readonly by: number };

/** An error of S3 as it comes from a server that is in trouble. */
export interface Trouble {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly elements?: string;
}

const troubles: readonly Trouble[] = [
  { status: 500, code: 'InternalError' },
  { status: 503, code: 'SlowDown' },
  { status: 503, code: 'SlowDown', headers: { 'retry-after': '1' } },
  { status: 503, code: 'ServiceUnavailable' },
  { status: 409, code: 'OperationAborted' },
  {
    status: 301,
    code: 'PermanentRedirect',
    headers: { 'x-amz-bucket-region': 'eu-west-1' },
    elements: '<Endpoint>elsewhere.example.org</Endpoint>',
  },
  { status: 400, code: 'ExpiredToken' },
  { status: 403, code: 'AccessDenied' },
];

/** How bad the weather is while something is done: the share of requests that something happens to. */
const weathers = [0, 0, 0.1, 0.25, 0.6, 1] as const;

/** Decides what becomes of requests: the same for the same seed, step and request, whatever else goes on. */
export class Fates {
  readonly #seed: number;
  #step = 0;
  #weather = 0;
  readonly #seen = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** What follows is done in the weather of this step. */
  begin(step: number): void {
    this.#step = step;
    this.#seen.clear();
    this.#weather = new Random(mixed(this.#seed, `weather ${step}`)).pick(weathers);
  }

  /** Nothing happens any more. */
  calm(): void {
    this.#weather = 0;
  }

  /** Of the next request of this kind; `name` says its method and address. */
  next(name: string): Fate {
    const nth = this.#seen.get(name) ?? 0;
    this.#seen.set(name, nth + 1);
    const random = new Random(mixed(this.#seed, `${this.#step} ${name} ${nth}`));
    if (!random.chance(this.#weather)) return { kind: 'pass', delay: 0 };
    const done = random.chance(0.5);
    switch (random.below(8)) {
      case 0:
        return { kind: 'pass', delay: random.between(1, 60) };
      case 1:
      case 2:
        return { kind: 'reset', when: random.pick(['before', 'in-request', 'after-request', 'in-answer']) };
      case 3:
      case 4: {
        const answer = random.pick(troubles);
        // Who refuses has done nothing; who fails may have.
        return { kind: 'status', answer, done: done && answer.status >= 500 };
      }
      case 5:
        return { kind: 'garbage', body: random.pick(['page', 'half', 'error']), done };
      case 6:
        return { kind: 'length', by: random.pick([-1, 1]) * random.between(1, 40) };
      default:
        // Costs the time until it is given up, so it is rarer.
        return random.chance(0.3) ? { kind: 'silence', done } : { kind: 'pass', delay: 5 };
    }
  }
}

/** A seed of 32 bits from another and a name (FNV-1a). */
function mixed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash | 0;
}
