import { AsyncLocalStorage } from 'node:async_hooks';

/** One time that something was done, on whose account its requests go. */
export interface Run {
  /** A call of the contract, such as `sessions.page`, or what the app does by itself, such as `live.look`. */
  readonly action: string;
}

const runs = new AsyncLocalStorage<Run>();

/** What is done outside of every action. */
const other: Run = { action: 'other' };

/** Does something as an action of its own; all that it starts is part of it, timers too. */
export function inAction<T>(action: string, work: () => T): T {
  return runs.run({ action }, work);
}

/** The action that is being done here. */
export function currentRun(): Run {
  return runs.getStore() ?? other;
}

/** A stream whose every step is part of the action that this is called in, whoever asks for the step. */
export function inThisAction<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  const here = AsyncLocalStorage.snapshot();
  return stepsOf(source, here);
}

async function* stepsOf<T>(source: AsyncIterable<T>, here: <R>(work: () => R) => R): AsyncGenerator<T, void> {
  const iterator = here(() => source[Symbol.asyncIterator]());
  let ended = false;
  try {
    while (true) {
      const step = await here(() => iterator.next());
      ended = step.done === true;
      if (step.done) return;
      yield step.value;
    }
  } finally {
    if (!ended) await here(() => iterator.return?.());
  }
}
