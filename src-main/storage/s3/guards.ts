import { z } from 'zod';
import { type Operation, operations } from '#shared/model/guarantee.ts';
import type { Guard, Precondition } from '../backend.ts';
import { ConditionalWriter, nothingObserved } from './conditions.ts';

const observedSchema = z.object({
  form: z.enum(['quoted', 'unquoted', 'none']),
  passedFresh: z.boolean(),
  refusedStale: z.boolean(),
  passedStale: z.boolean(),
  passedSeveral: z.boolean(),
  /** Left out by former versions. */
  raced: z.boolean().default(false),
  elsewhere: z.boolean().default(false),
});

/** What was seen of how a server takes conditions, by operation. Plain JSON, so that it can be kept. */
export const observationsSchema = z.partialRecord(z.enum(operations), observedSchema);

export type Observations = z.infer<typeof observationsSchema>;

/**
 * How a server guards each operation, as far as it is known. All that reach one bucket can share it, so that what one
 * learns the others know.
 */
export class Guards {
  /** Called when something was learnt. */
  onLearnt: (() => void) | null = null;
  #server: string | null = null;
  readonly #writers: Readonly<Record<Operation, ConditionalWriter>>;

  /** `isDocumented`: the vendor promises that stale changes are refused. */
  constructor(isDocumented: boolean) {
    const writer = () => new ConditionalWriter(isDocumented, () => this.onLearnt?.());
    this.#writers = {
      create: writer(),
      replace: writer(),
      'create-large': writer(),
      'replace-large': writer(),
      delete: writer(),
    };
  }

  of(operation: Operation): ConditionalWriter {
    return this.#writers[operation];
  }

  /** The writer for a text or file that goes up whole, or in parts. */
  forSave({ ifAbsent }: Precondition, inParts: boolean): ConditionalWriter {
    const operation = ifAbsent ? 'create' : 'replace';
    return this.#writers[inParts ? (`${operation}-large` as const) : operation];
  }

  /** Whether the server is known to refuse changes of an object for naming its version, be that right or not. */
  get refusesVersions(): boolean {
    return [this.of('replace'), this.of('replace-large')].some(({ observed }) => observed.form === 'none');
  }

  /** Whether the server was seen to take a change of an object that named its version. */
  get takesVersions(): boolean {
    return [this.of('replace'), this.of('replace-large')].some(({ observed }) => observed.passedFresh);
  }

  /** `mayLook`: objects can be looked at, so that what is not refused is at least compared. */
  all(mayLook: boolean): Record<Operation, Guard> {
    const guardOf = (operation: Operation): Guard => {
      const guard = this.#writers[operation].guard;
      return guard.level === 'checked' && !mayLook ? { ...guard, level: 'none' } : guard;
    };
    return {
      create: guardOf('create'),
      replace: guardOf('replace'),
      'create-large': guardOf('create-large'),
      'replace-large': guardOf('replace-large'),
      delete: guardOf('delete'),
    };
  }

  /** What the server calls itself, as far as it says so. */
  get server(): string | null {
    return this.#server;
  }

  /** Takes note of what the server calls itself. Of another one at the same address nothing is known. */
  answeredBy(server: string): void {
    const isAnother = this.#server !== null && this.#server !== server;
    this.#server = server;
    if (isAnother) for (const operation of operations) this.#writers[operation].observe(nothingObserved);
  }

  get observations(): Observations {
    return Object.fromEntries(
      operations.map((operation) => [operation, this.#writers[operation].observed] as const),
    );
  }

  /** Takes in what was seen at another time, of a server that called itself so. */
  recall(observations: Observations, server: string | null): void {
    this.#server = server;
    for (const operation of operations) {
      const observed = observations[operation];
      if (observed) this.#writers[operation].observe(observed);
    }
  }
}
