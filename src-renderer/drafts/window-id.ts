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

/** The name under which this window owns drafts, once main has agreed to it. */
export function windowId(): Promise<string> {
  return known;
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

/**
 * Tells main that this window is open for as long as it is, again after each reconnect; `onFlush` writes down what is
 * not on disk yet, before main ends. Called once.
 */
export function attendWindow(onFlush: () => Promise<void>): void {
  use(keptId());
  useConnection.subscribe((now, before) => {
    if (now.generation === before.generation) return;
    if (before.generation > 0) {
      known = new Promise((resolve) => {
        settle = resolve;
      });
    }
    // The connection is gone; its return attends again.
    void attend(onFlush).catch(() => undefined);
  });
}
