import { z } from 'zod';
import { type Operation, operations } from '#shared/model/guarantee.ts';
import type { Guard, Precondition } from '../backend.ts';
import { ConditionalWriter } from './conditions.ts';

const observedSchema = z.object({
  form: z.enum(['quoted', 'unquoted', 'none']),
  passedFresh: z.boolean(),
  refusedStale: z.boolean(),
  passedStale: z.boolean(),
  passedSeveral: z.boolean(),
});

/** What was seen of how a server takes conditions, by operation. Plain JSON, so that it can be kept. */
export const observationsSchema = z.partialRecord(z.enum(operations), observedSchema);

export type Observations = z.infer<typeof observationsSchema>;

/** What was seen of how a server takes conditions, for who keeps it. */
export interface KnownConditions {
  /** Called when something was learnt. */
  onLearnt: (() => void) | null;
  readonly observations: Observations;
  /** Takes in what was seen at another time. */
  recall(observations: Observations): void;
}

/** How a server guards each operation, as far as it is known. */
export class Guards implements KnownConditions {
  onLearnt: (() => void) | null = null;
  /** Whether objects may be looked at; false once a look was refused. */
  #mayLook = true;
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

  /** Notes whether an object could be looked at. */
  looked(mayLook: boolean): void {
    if (mayLook === this.#mayLook) return;
    this.#mayLook = mayLook;
    this.onLearnt?.();
  }

  get all(): Record<Operation, Guard> {
    const guardOf = (operation: Operation): Guard => {
      const { level, ground } = this.#writers[operation].guard;
      return { level: level === 'checked' && !this.#mayLook ? 'none' : level, ground };
    };
    return {
      create: guardOf('create'),
      replace: guardOf('replace'),
      'create-large': guardOf('create-large'),
      'replace-large': guardOf('replace-large'),
      delete: guardOf('delete'),
    };
  }

  get observations(): Observations {
    return Object.fromEntries(
      operations.map((operation) => [operation, this.#writers[operation].observed] as const),
    );
  }

  recall(observations: Observations): void {
    for (const operation of operations) {
      const observed = observations[operation];
      if (observed) this.#writers[operation].observe(observed);
    }
  }
}
