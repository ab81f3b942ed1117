import type { Prompt } from '#shared/model/sign-in.ts';
import { cancelled } from '#storage/failures.ts';
import type { Asked, OpenPrompt, Prompts } from './prompts.ts';

/** Who is asked, and on whose behalf. */
export interface Asker {
  readonly prompts: Prompts;
  /** Null while it is tried from a form. */
  readonly store: string | null;
  /** What the store is called, or where it lies. */
  readonly name: string;
  /** Whether keys are asked for, too. A form has fields of its own for them. */
  readonly asksKeys: boolean;
}

/** Whom a prompt is for. */
type Waiting = Prompt['also'][number];

/** A prompt without what this class adds. */
type Question = {
  [K in Asked['kind']]: Omit<Extract<Asked, { kind: K }>, keyof Waiting | 'also'>;
}[Asked['kind']];

/** One search for credentials that may ask a person, on behalf of all that wait for what it finds. */
export class Asking {
  readonly asksKeys: boolean;
  readonly #prompts: Prompts;
  readonly #first: Waiting;
  readonly #others: Waiting[] = [];
  /** Whether somebody waits for one that goes on with this one. */
  readonly #joined: (() => boolean)[] = [];
  #waiters = 0;
  #hasAsked = false;
  #open: OpenPrompt | null = null;

  constructor({ prompts, store, name, asksKeys }: Asker) {
    this.asksKeys = asksKeys;
    this.#prompts = prompts;
    this.#first = { store, name };
  }

  /** All that wait. */
  get waiting(): readonly Waiting[] {
    return [this.#first, ...this.#others];
  }

  /** Whether somebody waits who has not stopped. */
  get isAwaited(): boolean {
    return this.#waiters > 0 || this.#joined.some((isAwaited) => isAwaited());
  }

  /** Somebody waits for it as long as this lasts. */
  async awaitedBy<T>(waiting: Promise<T>): Promise<T> {
    this.#waiters += 1;
    try {
      return await waiting;
    } finally {
      this.#waiters -= 1;
    }
  }

  /** What another one asks for goes on with this. */
  joinAll(other: Asking): void {
    this.#joined.push(() => other.isAwaited);
    this.join(other.waiting);
  }

  /** Others wait for the same: what is asked for now, and later, says so. */
  join(others: readonly Waiting[]): void {
    for (const { store, name } of others) {
      const isKnown = this.waiting.some((one) => one.store === store && one.name === name);
      if (!isKnown) this.#others.push({ store, name });
    }
    this.#open?.also([...this.#others]);
  }

  /**
   * Asks one thing; it has to be answered or closed before the next. Throws `CANCELLED` where all have stopped before
   * anything was asked. What was asked once stays, since a page that is loaded anew stops waiting, too.
   */
  ask(question: Question): OpenPrompt {
    if (!this.#hasAsked && !this.isAwaited) throw cancelled(this.#first.name);
    this.#hasAsked = true;
    const open = this.#prompts.ask({ ...question, ...this.#first, also: [...this.#others] });
    this.#open = open;
    const done = () => {
      if (this.#open === open) this.#open = null;
    };
    open.answer.then(done, done);
    return {
      ...open,
      close: () => {
        done();
        open.close();
      },
    };
  }
}
