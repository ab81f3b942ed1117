import { client } from '../client/client.ts';
import { useConnection } from '../client/connection.ts';
import { followOutsideChanges } from './outside-marks.ts';
import { followVisibility, showOn } from './shown.ts';
import { takeState } from './states.ts';
import { followShownTabs } from './tabs.ts';

async function follow(): Promise<void> {
  // A name for each connection: the end of the one before must not end what this one wants.
  const window = crypto.randomUUID();
  try {
    const states = await client.live.follow({ window });
    showOn(window);
    for await (const state of states) takeState(state);
  } catch {
    // The connection is gone; its return follows again.
  }
}

/** Lets main know what this window shows, and learns how that is followed. Called once. */
export function followLive(): void {
  useConnection.subscribe((now, before) => {
    if (now.generation === before.generation) return;
    showOn(null);
    void follow();
  });
  followVisibility();
  followShownTabs();
  followOutsideChanges();
}
