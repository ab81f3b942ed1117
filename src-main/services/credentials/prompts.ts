import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import type { PromptAnswer } from '#shared/contract/sign-in.ts';
import { StoreError } from '#shared/errors.ts';
import type { Prompt } from '#shared/model/sign-in.ts';
import { cancelled } from '#storage/failures.ts';

/** A prompt without what this class adds. */
export type Asked = { [K in Prompt['kind']]: Omit<Extract<Prompt, { kind: K }>, 'id'> }[Prompt['kind']];

/** Something that a person is asked for. */
export interface OpenPrompt {
  /** Rejects `CANCELLED` where it is given up, `SIGN_IN` where nobody answers in time. */
  readonly answer: Promise<PromptAnswer>;
  /** Tells who else waits for it. */
  also(others: Prompt['also']): void;
  /** It is not asked for any more. */
  close(): void;
}

interface Pending {
  prompt: Prompt;
  readonly resolve: (answer: PromptAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** What people are asked for right now. Outlives the page that shows it. */
export class Prompts {
  readonly #pending = new Map<string, Pending>();
  readonly #changes = new EventEmitter().setMaxListeners(0);

  ask(asked: Asked): OpenPrompt {
    const prompt: Prompt = { ...asked, id: randomUUID() };
    const { promise, resolve, reject } = Promise.withResolvers<PromptAnswer>();
    // Who only waits for a page to be confirmed does not look at it.
    promise.catch(() => undefined);
    const timer = setTimeout(() => {
      reject(
        new StoreError('SIGN_IN', `Nobody answered, so ${prompt.name} was not signed in to. Try again.`),
      );
    }, prompt.until - Date.now());
    timer.unref();
    const close = () => {
      clearTimeout(timer);
      if (this.#pending.delete(prompt.id)) this.#changes.emit('change');
    };
    promise.then(close, close);
    const pending: Pending = { prompt, resolve, reject };
    this.#pending.set(prompt.id, pending);
    this.#changes.emit('change');
    const also = (others: Prompt['also']) => {
      pending.prompt = { ...pending.prompt, also: others };
      this.#changes.emit('change');
    };
    return { answer: promise, also, close };
  }

  /** Rejects `NOT_FOUND` where nobody waits for it any more, `INVALID` for an answer to another question. */
  answer(id: string, answer: PromptAnswer): void {
    const pending = this.#pending.get(id);
    if (!pending)
      throw new StoreError('NOT_FOUND', 'Nobody waits for this any more. Start to sign in again.');
    if (pending.prompt.kind !== answer.kind) {
      throw new StoreError('INVALID', 'This answers another question than the one that was asked.');
    }
    pending.resolve(answer);
  }

  cancel(id: string): void {
    const pending = this.#pending.get(id);
    pending?.reject(cancelled(pending.prompt.name));
  }

  /** What is asked for now, and again at each change, until the signal aborts. */
  async *listen(signal: AbortSignal | undefined): AsyncGenerator<Prompt[]> {
    const changes = on(this.#changes, 'change', signal ? { signal } : {});
    yield this.list();
    try {
      for await (const _ of changes) yield this.list();
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  list(): Prompt[] {
    return [...this.#pending.values()].map(({ prompt }) => prompt);
  }

  /** Gives up all that is asked for. */
  close(): void {
    for (const id of [...this.#pending.keys()]) this.cancel(id);
  }
}
