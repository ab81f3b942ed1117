import { client } from '../client/client.ts';
import { useConnection } from '../client/connection.ts';

const place = 'agentflow-window';
/** Of this page: a reload is another page in the same window. */
const page = crypto.randomUUID();

let id = '';
let settle: (id: string) => void = () => {};
let known = new Promise<string>((resolve) => {
  settle = resolve;
});

function keptId(): string {
  const kept = sessionStorage.getItem(place);
  return kept !== null && /^[\da-f-]{36}$/.test(kept) ? kept : crypto.randomUUID();
}

function use(chosen: string): void {
  id = chosen;
  sessionStorage.setItem(place, chosen);
}

/** In milliseconds: how long main may take to agree. */
const patience = 10_000;

/** The name under which this window owns drafts, once main has agreed to it. Rejects where main does not answer. */
export async function windowId(): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Main does not know this window.')), patience);
  });
  try {
    return await Promise.race([known, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function attend(onFlush: () => Promise<void>): Promise<void> {
  const window = id;
  const stream = await client.drafts.attend({ window, page });
  for await (const { kind } of stream) {
    if (kind === 'taken') {
      // A window that was copied has the id of the one it was copied from.
      use(crypto.randomUUID());
      return attend(onFlush);
    }
    if (kind === 'mine') settle(window);
    else void onFlush().finally(() => client.drafts.flushed({ window }).catch(() => undefined));
  }
}

/** In milliseconds: how long to wait before asking again, where main has refused. */
const pause = 2_000;

/**
 * Tells main that this window is open for as long as it is, again after each reconnect; `onFlush` writes down what is
 * not on disk yet, before main ends. Called once.
 */
export function attendWindow(onFlush: () => Promise<void>): void {
  use(keptId());
  const attendOn = async (generation: number) => {
    while (useConnection.getState().generation === generation) {
      // The connection is gone, most likely, and its return attends again.
      await attend(onFlush).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  useConnection.subscribe((now, before) => {
    if (now.generation === before.generation) return;
    if (before.generation > 0) {
      known = new Promise((resolve) => {
        settle = resolve;
      });
    }
    void attendOn(now.generation);
  });
}
